from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.archivers.mementos import archive_base, archive_copy_of, memento_url, moment_of, timestamp_of
from citecheck.errors import ConfigError
from citecheck.model import ArchiveCopy

BASE = "https://web.archive.org"
DAY = datetime(2019, 2, 25, tzinfo=UTC)
MOMENTS = st.datetimes(timezones=st.just(UTC))
SECOND = datetime(2019, 2, 25, 11, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "original", "moment", "archive"),
    [
        ("https://web.archive.org/web/20190225113005/http://a.example/x?y=1", "http://a.example/x?y=1", SECOND, None),
        ("http://web.archive.org/web/20190225113005id_/http://a.example/", "http://a.example/", SECOND, None),
        ("https://web.archive.org/web/20190225/https:/a.example/", "https://a.example/", DAY, None),
        ("https://archive.org/web/20190225113005if_/a.example", None, None, "none"),
        ("https://web.archive.org/web/20190225113005/www.a.example/", "http://www.a.example/", SECOND, None),
        ("https://web.archive.org/web/http://a.example/", "http://a.example/", None, None),
        ("https://archive.today/20190225113005/http://a.example/", "http://a.example/", SECOND, "archive.today"),
        ("https://archive.ph/AbC12", "https://archive.ph/AbC12", None, "archive.ph"),
        ("https://perma.cc/ABCD-1234", "https://perma.cc/ABCD-1234", None, "perma.cc"),
        (
            "https://wb.library.example/all/20190225113005mp_/http://a.example/",
            "http://a.example/",
            SECOND,
            "wb.library.example",
        ),
    ],
)
def test_what_is_an_archive_copy(url: str, original: str | None, moment: datetime | None, archive: str | None) -> None:
    expected = ArchiveCopy(original, url, moment, archive or "web.archive.org") if original else None

    assert archive_copy_of(url, BASE) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/2019/02/25/story",
        "https://a.example/2019/https://b.example/",
        "https://web.archive.org/web/2019*/http://a.example/",
        "https://web.archive.org/save/http://a.example/",
        "https://archive.org/details/20190225113005",
        "https://archive.today/",
        "http://[::1/",
        "",
    ],
)
def test_what_is_none(url: str) -> None:
    assert archive_copy_of(url, BASE) is None


def test_a_configured_archive_is_recognised() -> None:
    base = "http://127.0.0.1:8081"
    url = f"{base}/web/2019/http://a.example/"

    assert archive_copy_of(url, base) == ArchiveCopy(
        "http://a.example/", url, datetime(2019, 1, 1, tzinfo=UTC), "127.0.0.1:8081"
    )


@pytest.mark.parametrize(
    "text", ["20191325000000", "20190230", "201", "２０１９", "2019022511300500", "00000101000000", "x"]
)
def test_what_is_no_time(text: str) -> None:
    assert moment_of(text) is None


@given(MOMENTS)
def test_a_moment_comes_back_to_the_second(moment: datetime) -> None:
    assert moment_of(timestamp_of(moment)) == moment.replace(microsecond=0)


@given(MOMENTS)
def test_a_copy_is_recognised_by_its_own_address(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    url = memento_url(BASE, timestamp_of(moment), "https://a.example/b?c=d")

    assert archive_copy_of(url, BASE) == ArchiveCopy("https://a.example/b?c=d", url, moment, "web.archive.org")


def test_the_base_is_normalised_and_checked() -> None:
    assert archive_base("HTTPS://Web.Archive.org/") == BASE
    with pytest.raises(ConfigError, match="wayback-url"):
        archive_base("ftp://web.archive.org")
