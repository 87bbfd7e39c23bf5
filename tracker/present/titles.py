"""Titles as a reader wants them: without the prefixes that tools read."""

import re

# https://www.conventionalcommits.org/en/v1.0.0/#specification, with the types in common use.
# As PyTorch, LLVM and CPython have them: "[kernels] Do not skip the guard".
_AREA = re.compile(r"^(?:\[[\w ./+-]{1,40}\]\s*)+(?=\w)")
_CONVENTIONAL_PREFIX = re.compile(
    r"^(?:build|chore|ci|docs?|feat|feature|fix|perf|refactor|revert|style|tests?)"
    r"(?:\([^()]{1,60}\))?!?:\s+",
    re.IGNORECASE,
)
UNTITLED = "Without a title"
_LOWER_CASE_WORD = re.compile(r"[a-zà-öø-ÿ]+(?=[\s,]|:\s|:?$)")


def clean_title(title: str) -> str:
    """Return `title` on one line, without "fix(scope):" or "[scope]", capitalised.

    A first word that is a name in code ("batch_size", "iOS") keeps its letters.
    """
    plain = " ".join(title.split())
    if not plain:
        return UNTITLED
    bare = _CONVENTIONAL_PREFIX.sub("", _AREA.sub("", plain)) or plain
    return bare[0].upper() + bare[1:] if _LOWER_CASE_WORD.match(bare) else bare
