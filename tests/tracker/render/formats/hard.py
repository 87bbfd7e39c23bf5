"""Documents that a writer of files can stumble over."""

from tests.tracker.render.documents import bullet, everything, post, project
from tracker.present.document import Group, Link, ResumeDocument, Section, Skill
from tracker.resume_content.content import Language, Part

MARKUP = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; &copy; &#65;",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
    "https://evil.example www.evil.example mail@evil.example //evil.example",
    "`code` ``` ~~~ **bold** __bold__ _it_ *it* ~~gone~~ $x^2$ $$y$$ | a | b |",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "> quote",
    "=====",
    "---",
    "[x] done [note]: https://evil.example",
    "back\\slash \\* \\[ trailing \\",
    '#read("/etc/passwd") #import "x" #{1+1} #[x] #panic() $ x $ @ref <label> // /* */',
    "{{7*7}} {% raw %} {# c #} ${7*7} \"quoted\" 'single' key: value - [a, b] {c: d} !!python/x:y",
    "\\input{/etc/passwd} = cmd|'/C calc'!A0 =HYPERLINK(\"x\")",
    "]]> --> </style> </w:t></w:r> &amp;",
    "zero\u200bwidth joiner\u200d and a very" + "-long" * 60 + " " + "x" * 200,
)
SCRIPTS = (
    "修复在 Redis 故障转移时长任务被执行两次的错误" * 3,
    "表内でIME変換中にキャレットが失われる問題を修正しました。" * 3,
    "동시 이름 변경 시 스냅샷 격리 오류를 수정했습니다",
    "إصلاح تسرب الذاكرة (PR #1412) وإضافة اختبارات",
    "תיקון דליפת זיכרון (PR #1412) והוספת בדיקות",
    "कनेक्शन पूल में मेमोरी लीक ठीक किया",
    "แก้ไขหน่วยความจำรั่ว",
    "Ship it \N{ROCKET} 👩\u200d💻 🇧🇪 1\ufe0f\u20e3",
    "Исправил утечку, διόρθωσα, naïve Straße ﬁn İstanbul",
)
BOXES = (
    "private \ue000\uf8ff\U000f0000\U0010fffd use",
    "an object \ufffc and \ufffd a replacement",
    "not a character \ufdd0 \ufffe \uffff \U0001fffe",
    "nobody sees \x00\x07\x1b\x85\ufeff\u202e\ufff9 these",
)
ODD_LINKS = (
    Link("(a) [b] <c>", "https://odd.example/a_(b)/[c]?x=1&copy;=2&lt;#f*_~`'"),
    Link("* star *", "https://odd.example/$x$@y!z;p=1,2"),
)


def hard_documents() -> dict[str, ResumeDocument]:
    """Every language, all hostile texts, all scripts, an empty one; by what is hard about it."""
    by_language = {str(tag): everything(language=tag) for tag in Language}
    return by_language | {
        "markup": _full_of(MARKUP),
        "scripts": _full_of(SCRIPTS),
        "boxes": _full_of(BOXES),
        "arabic": _full_of(SCRIPTS[3:4] + SCRIPTS[7:8], language="ar"),
        "nothing": everything(sections=(), links=(), headline="", location="", footer_url=None),
        "unnamed": everything(sections=(Section(Part.WRITING, groups=(Group("", role="x"),)),)),
    }


def _full_of(texts: tuple[str, ...], **changes: str) -> ResumeDocument:
    """Return a document with each of `texts` in each kind of place."""
    short = [text[:100] for text in texts]
    projects = tuple(
        project(
            bullet(text, evidence=(Link(label, PULLS), *ODD_LINKS)),
            name=label,
            role=label,
            place=label,
            description=text,
            language=label,
        )
        for text, label in zip(texts, short, strict=True)
    )
    sections = (
        Section(Part.SUMMARY, title=short[0], text=" ".join(texts)),
        *(Section(Part.PROJECTS, title=short[-1], groups=projects),),
        Section(Part.SKILLS, skills=tuple(Skill(text, text) for text in short)),
        Section(Part.EXPERIENCE, groups=tuple(post(name=text) for text in short)),
        Section(Part.LINKS, links=tuple(Link(text, PULLS) for text in short)),
    )
    fields = {"title": short[0], "name": short[0], "headline": short[-1], "location": short[0]}
    return everything(**fields | changes, sections=sections)


PULLS = "https://github.com/ember/queue/pulls?q=is%3Apr&state=open"
