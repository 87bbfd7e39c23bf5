"""Text that documents break on: scripts, marks, sizes, controls, and markup of every kind."""

SCRIPTS = {
    "chinese": "修复在 Redis 故障转移时长任务被执行两次的错误、并补充了回归测试",
    "japanese": "表内でIME変換中にキャレットが失われる問題を修正しました「ブラウザ間で検証済み」",
    "korean": "동시 이름 변경 시 스냅샷 격리 오류를 수정했습니다",
    "arabic": "إصلاح تسرب الذاكرة في مجمّع الاتصالات (PR #1412) وإضافة اختبارات",
    "hebrew": "תיקון דליפת זיכרון במאגר החיבורים (PR #1412) והוספת בדיקות",
    "devanagari": "कनेक्शन पूल में मेमोरी लीक ठीक किया और परीक्षण जोड़े क्षत्रिय",
    "thai": "แก้ไขหน่วยความจำรั่วในพูลการเชื่อมต่อ",
    "cyrillic and greek": "Исправил утечку памяти, διόρθωσα τη διαρροή μνήμης",
    "emoji": "✨ ship it 🚀🔥 by 👩\u200d💻 and 👨\u200d👩\u200d👧\u200d👦 🇧🇪 ✅ 1\ufe0f\u20e3",
    "mathematics": "Reduce ‖A·x \N{MINUS SIGN} b‖₂ ≤ ε → ∑ᵢ xᵢ² for 𝔽₂, ½ ≠ ⅓ — “quoted” … ™",
}
SIZES = {
    "long word": "averylongfunctionnamewithnobreakopportunity_" * 8,
    "long address": "https://example.org/" + "a1b2c3d4/" * 40,
    "ten thousand words": "word " * 10_000,
    "ten thousand letters": "x" * 10_000,
}
SIGNS = {
    "ligatures": "e\ufb03cient \ufb01les of wa\ufb04e",
    "combining": "Ångström, A\u030angstro\u0308m, Vie\u0323\u0302t Nam",
    "controls": "bell\x07 esc\x1b[31mred\x1b[0m\x0b vt\x0c ff\x7f del\x85 c1\x9b end",
    "nul": "before\x00after",
    "lone surrogate": "before\ud83dafter",
    "noncharacters": "x\ufffe\uffffy\U0001ffffz",
    "byte order mark": "\ufeffabc\u200bdef\u2060",
    "overrides": "file\u202etxt.exe\u202c done \u2066iso\u2069",
    "lines": "line1\nline2\r\nline3\u2028line4\u2029line5\ttab",
    "spaces": " lead\u00a0nbsp \u3000 ideo ",
}
MARKUP = {
    "markdown": "Fix `a``b` ```fence``` \\`escaped\\` *bold* _it_ $x^2$ #tag <b>tag</b> &amp; ~s~",
    "typst": '#import "@preview/x:1.0.0": * #read("/etc/passwd") #panic("pwned") // /* @ref = H',
    "latex": "\\input{/etc/passwd} \\immediate\\write18{id} $$ \\end{document} %",
    "html": "<script>document.title='pwned'</script><img src=x onerror=alert(1)>",
    "jinja": "{{ 7*7 }} {% for x in ().__class__.__mro__ %}x{% endfor %} ${7*7} #{7*7}",
    "json": '"}], "name": "someone else", "bullets": [{"text": "',
}
HARD = SCRIPTS | SIZES | SIGNS | MARKUP

# Marks piled on marks, by themselves: a glyph that carries them can no longer be told from the bare
# letter by those who read the file, which the read-back rightly minds.
PILED = "Z\u0351\u036b\u0313\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324A\u0334\u0335\u031c!"
