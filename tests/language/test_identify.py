"""The language of a text, or a plain "don't know"."""

import subprocess
import sys

import pytest

from citecheck.language.identify import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said that eleven fighters had been killed.", "en"),
        ("L'armée affirme que onze combattants ont été tués.", "fr"),
        ("El ejército dijo que once combatientes murieron.", "es"),
        ("Die Armee teilte mit, elf Kämpfer seien getötet worden.", "de"),
        ("L'esercito ha detto che undici combattenti sono stati uccisi.", "it"),
        ("O exército disse que onze combatentes foram mortos.", "pt"),
        ("قال الجيش إن أحد عشر مقاتلا قتلوا", "ar"),
        ("Армия сообщила, что убиты одиннадцать боевиков.", "ru"),
        ("Армія повідомила, що вбито одинадцятьох бойовиків.", "uk"),
        ("军队说十一名武装分子被打死", "zh"),
        ("L'ARMÉE AFFIRME QUE ONZE COMBATTANTS ONT ÉTÉ TUÉS", "fr"),
        ("Première ligne du texte.\nDeuxième ligne du même texte.", "fr"),
    ],
)
def test_the_languages_of_the_project_are_told_apart(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "  \n", "2019", "ok", "11 / 12 / 2019 — 13:45", "Mali"])
def test_too_little_text_is_not_guessed(text):
    assert detect_language(text) is None


def test_importing_the_module_does_not_load_the_model():
    code = "import sys, citecheck.language.identify; print('fasttext' in sys.modules, 'requests' in sys.modules)"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert shown.split() == ["False", "False"]
