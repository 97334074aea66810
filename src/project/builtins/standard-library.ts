// Modules of CPython's standard library that MicroPython does not have. An import of one is not a typo.

import { words } from "./ports.ts";

/** Top-level names (`sys.stdlib_module_names` of CPython 3.13), without those of MicroPython or micropython-lib. */
export const CPYTHON_ONLY: ReadonlySet<string> = words(`
  ast asynchat asyncore atexit audioop bdb bz2 calendar cgi cgitb chunk code codecs codeop compileall concurrent
  configparser copyreg cProfile csv ctypes curses dataclasses dbm decimal difflib dis distutils doctest email encodings
  ensurepip enum faulthandler fcntl filecmp fileinput fractions ftplib getopt getpass gettext glob graphlib grp http idlelib
  imaplib imghdr imp importlib ipaddress linecache lzma mailbox mimetypes mmap modulefinder msvcrt multiprocessing netrc
  nntplib ntpath numbers optparse pdb pickletools pipes plistlib poplib posix posixpath profile pstats pty pwd pyclbr
  pydoc queue readline reprlib resource rlcompleter runpy sched secrets selectors shelve shlex signal site smtplib
  sqlite3 statistics subprocess symtable sysconfig syslog tabnanny telnetlib timeit tkinter token tokenize tomllib trace
  tracemalloc tty turtle typing unicodedata wave webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile
  zipimport zoneinfo
`);

/** Modules that only type checkers need. */
export const TYPING_MODULES: ReadonlySet<string> = words("typing typing_extensions _typeshed");
