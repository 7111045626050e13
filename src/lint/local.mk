noinst_LIBRARIES += src/lint/liblint.a
src_lint_liblint_a_SOURCES =
