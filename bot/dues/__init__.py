"""Dues: booked, listed, summed up, imported, declared, reminded of."""
