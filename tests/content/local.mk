CONTENT_TESTS = tests/content/readme.sh tests/content/shipped.sh
TESTS += $(CONTENT_TESTS)
EXTRA_DIST += $(CONTENT_TESTS)
