"""What is read out of files: encodings, columns, broken rows, threads, mails."""

from __future__ import annotations

import io
import json
from email.message import EmailMessage

import pytest

from assistant.adapters.desk_files import TicketFiles
from assistant.adapters.desk_files.times import utc
from assistant.domain.desk.ticket import Fault, Incoming
from assistant.wiring import knowledge

FILES = TicketFiles(knowledge().columns)
JAPANESE = "チケット番号,件名,お問い合わせ内容,氏名\r\nA-1,使えません,組織のAPIで①のエラーが出ます。,髙橋\r\n"


def read(name: str, data: bytes, columns=None) -> list[Incoming | Fault]:
    return list(FILES.tickets(name, io.BytesIO(data), columns))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932"])
def test_a_table_is_read_in_every_encoding_that_excel_writes(encoding):
    (one,) = read("a.csv", JAPANESE.encode(encoding))
    assert (one.number, one.subject, one.said[0].text, one.customer) == ("A-1", "使えません", "組織のAPIで①のエラーが出ます。", "髙橋")
    assert one.place == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_cells_may_be_parted_by_commas_semicolons_or_tabs(delimiter):
    rows = [["id", "subject", "body"], ["7", "x", "the text"]]
    (one,) = read("a.csv", "\n".join(delimiter.join(row) for row in rows).encode())
    assert (one.number, one.said[0].text) == ("7", "the text")


def test_the_guess_of_the_columns_is_shown_and_may_be_corrected():
    data = b"ref,topic words,what they wrote\n1,short,a much longer text that somebody wrote to us\n2,y,another long text of a customer\n"
    assert FILES.columns("a.csv", io.BytesIO(data)) == (["ref", "topic words", "what they wrote"], {"text": "what they wrote"})
    named = {"text": "what they wrote", "number": "ref", "subject": "topic words"}
    assert [(one.number, one.subject) for one in read("a.csv", data, named)] == [("1", "short"), ("2", "y")]


def test_a_table_without_a_header_loses_no_row():
    data = ('1,"' + "Error code: 403 and a long text of a customer, with more words than a name of a column has" + '"\n').encode()
    (one,) = read("a.csv", data)
    assert one.place == 1 and one.said[0].text.startswith("Error code: 403")


def test_bad_rows_are_told_one_by_one_and_the_others_are_kept():
    data = (
        "id,subject,body\n"
        '1,a,"two\nlines"\n'
        '2,b,"never closed\n'
        "3,c,fine\n"
        "4,d,\n"
        "5,e,fine,too,many\n"
        "\n"
        '6,f,"said ""so"""\n'
        '7,g,"odd"end\n'
        "8,h,last\n"
    )
    found = read("a.csv", data.encode())
    assert [(one.place, one.reason) for one in found if isinstance(one, Fault)] == [
        (4, "row_quotes"),
        (6, "row_no_text"),
        (7, "row_columns"),
        (10, "row_quotes"),
    ]
    assert "never closed" in found[1].text
    kept = {one.number: one.said[0].text for one in found if isinstance(one, Incoming)}
    assert kept == {"1": "two\nlines", "3": "fine", "6": 'said "so"', "8": "last"}


def test_json_lines_hold_a_text_or_a_thread():
    lines = [
        json.dumps({"ticket_id": 12, "subject": "s", "description": "今日から403です。", "requester": {"name": "山田"}}),
        json.dumps({"number": "13", "messages": [{"text": "first"}, {"body": "ours", "role": "agent", "at": "2026-11-20T10:00:00+09:00"}, {"text": "second"}]}),
        "not json",
        "[1, 2]",
        "",
        json.dumps({"number": "14", "description": ""}),
    ]
    found = read("a.jsonl", "\n".join(lines).encode())
    assert [(one.place, one.reason) for one in found if isinstance(one, Fault)] == [(3, "row_not_object"), (4, "row_not_object"), (6, "row_no_text")]
    one, thread = (item for item in found if isinstance(item, Incoming))
    assert (one.number, one.customer, one.said[0].text) == ("12", "山田", "今日から403です。")
    assert [(said.sender, said.text) for said in thread.said] == [("customer", "first"), ("agent", "ours"), ("customer", "second")]
    assert thread.said[1].at == "2026-11-20T01:00:00+00:00"


def mail(subject: str, text: str, **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "山田 太郎 <yamada@example.com>", subject, "Fri, 20 Nov 2026 10:00:00 +0900"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def test_a_mail_is_read_in_japanese_with_its_attached_log():
    made = mail("使えません", "組織のAPIが使えません。", Message_ID="<a1@example.com>", In_Reply_To="<a0@example.com>")
    made.add_attachment("Error code: 403 - denied", filename="error.log")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="screen.png")
    (one,) = read("a.eml", made.as_bytes())
    assert (one.subject, one.customer, one.address) == ("使えません", "山田 太郎", "yamada@example.com")
    assert one.said[0].text == "組織のAPIが使えません。\n\nError code: 403 - denied"
    assert (one.said[0].at, one.said[0].message_id, one.answers) == ("2026-11-20T01:00:00+00:00", "<a1@example.com>", ("<a0@example.com>",))


def test_the_japanese_of_old_mails_is_read():
    raw = b"From: a@example.com\nSubject: =?ISO-2022-JP?B?GyRCSFYbKEI=?=\nContent-Type: text/plain; charset=ISO-2022-JP\n\n" + "許可リスト".encode("iso2022_jp")
    (one,) = read("a.eml", raw)
    assert (one.subject, one.said[0].text) == ("番", "許可リスト")


def test_a_mail_of_html_alone_is_its_text():
    made = mail("x", "")
    made.set_content("<html><style>p{color:red}</style><body><p>Project&nbsp;&lt;b&gt; fails<br>twice</p><script>alert(1)</script></body></html>", subtype="html")
    (one,) = read("a.eml", made.as_bytes())
    assert one.said[0].text.split("\n") == ["Project\xa0<b> fails", "twice"]


def test_a_mailbox_is_parted_at_its_own_lines_alone():
    first = mail("one", "Hello\n\nFrom the start it failed.\n>From here on too").as_bytes().replace(b"\nFrom the", b"\n>From the")
    data = b"From a@b Fri Nov 20 10:00:00 2026\n" + first + b"\n\nFrom c@d Fri Nov 20 11:00:00 2026\n" + mail("two", "World").as_bytes()
    one, two = read("a.mbox", data)
    assert (one.subject, one.place, two.subject, two.place) == ("one", 1, "two", 2)
    assert "From the start it failed." in one.said[0].text and two.said[0].text == "World"


@pytest.mark.parametrize("raw", [b"", b"\0\0\0", b"Content-Type: text/plain; charset=nonsense\n\nwords", b"From: \xff\xfe\n\nx", b"Subject: =?x?q?=ZZ?=\nDate: never\nMessage-ID: <<>>\n\nwords"])
def test_a_hostile_mail_is_a_ticket_or_a_fault_and_never_an_exception(raw):
    assert len(read("a.eml", raw)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("header", ["", "Content-Type: text/plain; charset={}\n", "Content-Type: text/plain; charset=x-unknown\n"])
def test_a_japanese_mail_is_read_whatever_charset_it_names(encoding, header):
    raw = f"Subject: x\n{header.format(encoding)}\n組織のエラーについて伺います。\n".encode(encoding)
    (one,) = read("a.eml", raw)
    assert one.said[0].text == "組織のエラーについて伺います。"


def test_a_plain_text_is_one_ticket_and_an_empty_one_a_fault():
    (one,) = read("a.txt", "組織で403".encode("cp932"))
    assert one.said[0].text == "組織で403"
    (fault,) = read("a.txt", b" \n")
    assert fault.reason == "row_no_text"


@pytest.mark.parametrize("name", ["a.xlsx", "a", "a.csv.exe"])
def test_another_kind_of_file_is_not_read(name):
    assert FILES.kind(name) is None
    with pytest.raises(ValueError):
        read(name, b"x")


@pytest.mark.parametrize(
    ("written", "utc_time"),
    [
        ("2026-11-20T10:00:00+09:00", "2026-11-20T01:00:00+00:00"),
        ("2026-11-20 10:00", "2026-11-20T10:00:00+00:00"),
        ("2026/11/20 10:00", "2026-11-20T10:00:00+00:00"),
        ("2026年11月20日 10:00", "2026-11-20T10:00:00+00:00"),
        ("Fri, 20 Nov 2026 10:00:00 +0900", "2026-11-20T01:00:00+00:00"),
        ("yesterday", None),
        ("", None),
    ],
)
def test_times_become_utc(written, utc_time):
    assert utc(written) == utc_time


def _mbox(count: int) -> bytes:
    return b"\n".join(b"From x@example.com Mon Nov 23 10:00:00 2026\nSubject: %d\n\n%s\n" % (at, b"text " * 40) for at in range(count))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"id,subject,body\n" + b"".join(b"%d,s,%s\n" % (at, b"text " * 40) for at in range(2000))),
        ("b.jsonl", b"".join(b'{"id": "%d", "text": "%s"}\n' % (at, b"text " * 40) for at in range(2000))),
        ("c.mbox", _mbox(2000)),
    ],
)
def test_how_much_of_a_file_is_read_grows_with_its_rows(name: str, data: bytes):
    stream = io.BytesIO(data)
    FILES.digest(stream)
    assert FILES.share(stream) == 0
    told = [FILES.share(stream) for at, _ in enumerate(FILES.tickets(name, stream), 1) if at % 200 == 0]
    ahead = 20_000 / len(data)  # what stands in the buffers
    assert [one for at, one in enumerate(told, 1) if not at / 10 - 0.01 <= one <= at / 10 + ahead] == []
    assert told[-1] == 1


def test_an_empty_file_is_read_whole():
    assert FILES.share(io.BytesIO(b"")) == 1
