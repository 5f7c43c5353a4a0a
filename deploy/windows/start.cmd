@echo off
rem Starts Kiteline on Windows: prepares .venv the first time, then runs the bot and opens its page.
rem Closing this window ends it. NOT YET TRIED on a real Windows: see docs/operations.md.
rem Plain ASCII only: cmd.exe loses its place in files with other letters. Chinese words stand in *.txt.
setlocal
chcp 65001 >nul
title Kiteline
set PYTHONUTF8=1
set PYTHONDONTWRITEBYTECODE=1

rem The file stands at the top of a bundle, or in deploy\windows of a checkout.
cd /d "%~dp0"
if not exist "bot\__main__.py" cd /d "%~dp0..\.."
if not exist "bot\__main__.py" (
  echo This file belongs into the unpacked folder of Kiteline, beside the folder "bot".
  goto failed
)

if exist ".venv\ready" goto run

set "PY="
py -3.11 -c "import venv" >nul 2>nul && set "PY=py -3.11"
if not defined PY python -c "import sys; sys.exit(sys.version_info[:2] != (3, 11))" >nul 2>nul && set "PY=python"
if not defined PY (
  echo Python 3.11 ^(64-bit^) is needed: https://www.python.org/downloads/release/python-3119/
  type "deploy\windows\needs-python.txt"
  goto failed
)

echo Preparing, this takes some minutes the first time ...
type "deploy\windows\preparing.txt"
%PY% -m venv .venv
if errorlevel 1 goto failed
if exist "wheels\requirements.txt" (
  ".venv\Scripts\python.exe" -m pip install -q --disable-pip-version-check --no-index --find-links wheels --require-hashes -r wheels\requirements.txt
) else (
  ".venv\Scripts\python.exe" -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
)
if errorlevel 1 goto failed
echo ready> ".venv\ready"

:run
".venv\Scripts\python.exe" -m bot run
if errorlevel 1 goto failed
goto end

:failed
echo.
echo Kiteline did not start; the lines above say why.
if exist "deploy\windows\failed.txt" type "deploy\windows\failed.txt"
pause
exit /b 1

:end
endlocal
