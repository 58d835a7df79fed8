import pytest

from citecheck.language.clock import read_times


@pytest.mark.parametrize(
    ("language", "text", "time"),
    [
        ("en", "1:13pm", "13:13"),
        ("en", "1.13 p.m.", "13:13"),
        ("en", "12 am", "00:00"),
        ("en", "half past three", "03:30"),
        ("en", "at three o'clock", "03:00"),
        ("en", "noon", "12:00"),
        ("fr", "13h13", "13:13"),
        ("fr", "13 h 13", "13:13"),
        ("fr", "à 13 heures", "13:00"),
        ("fr", "à 13 heures 30", "13:30"),
        ("fr", "minuit", "00:00"),
        ("es", "a las dos de la tarde", "14:00"),
        ("de", "um 13.30 Uhr", "13:30"),
        ("de", "halb drei", "02:30"),
        ("it", "alle 13.30", "13:30"),
        ("pt", "às 13h30", "13:30"),
        ("ar", "الساعة الثالثة مساء", "15:00"),
        ("ru", "в 3 часа дня", "15:00"),
        ("uk", "о 13:30", "13:30"),
        ("zh", "下午3点30分", "15:30"),
    ],
)
def test_a_time_is_read_in_every_notation(language, text, time):
    [found] = read_times(text, language)

    assert f"{found.minutes // 60:02}:{found.minutes % 60:02}" == time


def test_a_duration_is_no_time():
    assert read_times("deux heures plus tard, pendant 3 heures", "fr") == ()


def test_a_zone_belongs_to_its_time():
    first, second = read_times("13:13 GMT, then 15:00 CEST", "en")

    assert (first.zone, second.zone) == (0, 120)


def test_a_time_without_its_half_of_the_day_says_so():
    assert [each.half for each in read_times("at 1:13, 13:13, 01:13", "en")] == [True, False, False]
