"""Telephone numbers as people write them, to the one form the roll keeps."""

from __future__ import annotations

CHINA = 86


def read_phone(text: str) -> str | None:
    """Read a telephone number: None for what no telephone could have.

    Mainland mobiles come as 11 digits, mainland landlines with their 0 and area code, others in E.164
    (+14165550123). A landline needs its leading 0 or +86: ten bare digits are as often North American.
    """
    import phonenumbers  # noqa: PLC0415 - 20 ms and 5 MB that reading a sheet does not need

    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    if number.country_code != CHINA:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    national = str(number.national_number)
    if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE:
        return national
    with_area = text.lstrip(" （(").startswith(("0", "０", "+", "＋"))
    return f"0{national}" if with_area else None
