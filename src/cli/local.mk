bin_PROGRAMS += nephoscope
nephoscope_SOURCES = \
	src/cli/main.c
nephoscope_LDADD = 
