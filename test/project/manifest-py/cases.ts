// Manifests with the recorded answers of MicroPython's manifestfile.py (golden/answers.json). Each is evaluated in a board's folder of
// the tree.

/** The files that the manifests find, below the folder that stands for everything. */
export const TREE: Readonly<Record<string, string>> = {
  "lib/micropython/alpha/manifest.py":
    'metadata(version="1.0", description="first")\nmodule("alpha.py")\nrequire("echo")\n',
  "lib/micropython/alpha/alpha.py": "x = 1\n",
  "lib/micropython/net/beta.simple/manifest.py": 'metadata(version="0.2-3")\npackage("beta")\nrequire("alpha")\n',
  "lib/micropython/net/beta.simple/beta/__init__.py": "",
  "lib/micropython/net/beta.simple/beta/simple.py": "",
  "lib/micropython/late/manifest.py":
    'module("late.py")\noptions.defaults(size=3)\nif options.size == 3:\n    metadata(version="it\'s late")\n',
  "lib/micropython/late/late.py": "",
  "lib/python-stdlib/echo/manifest.py": 'metadata(version="3.1")\nmodule("echo.py", opt=2)\n',
  "lib/python-stdlib/echo/echo.py": "",
  "lib/python-stdlib/twice/manifest.py": 'metadata(version="1")\nmetadata(version="2")\n',
  "lib/python-stdlib/broken/manifest.py": 'metadata(version="1")\nmodule("missing.py")\n',
  "lib/python-ecosys/echo/manifest.py": 'metadata(version="never seen")\nmodule("echo.py")\n',
  "lib/python-ecosys/echo/echo.py": "",
  "other/echo/manifest.py": 'metadata(version="9")\nmodule("echo.py")\n',
  "other/echo/echo.py": "",
  "port/modules/_boot.py": "",
  "port/modules/driver.py": "",
  "port/modules/inner/__init__.py": "",
  "port/modules/inner/deep.py": "",
  "port/modules/native.mpy": "",
  "port/modules/UPPER.PY": "",
  "port/modules/.hidden.py": "",
  "port/modules/notes.txt": "",
  "port/boards/manifest.py":
    'freeze("../modules", ("_boot.py", "driver.py"))\noptions.defaults(extra=True)\nif options.extra:\n    require("alpha")\n',
  "port/boards/X/modules/board.py": "",
  "port/boards/X/modules/pins.mpy": "",
  "port/boards/X/top.py": "",
  "port/cmod/micropython.mk": "",
  "port/notmod/readme.txt": "",
};

/** Values of the variables; %TREE% is the folder of the tree. */
export const VARIABLES: Readonly<Record<string, string>> = {
  MPY_DIR: "%TREE%",
  MPY_LIB_DIR: "%TREE%/lib",
  PORT_DIR: "%TREE%/port",
  BOARD_DIR: "%TREE%/port/boards/X",
};

/** Folder in which the manifests are evaluated. */
export const FOLDER = "port/boards/X";

const FREEZE: readonly string[] = [
  'include("$(PORT_DIR)/boards/manifest.py")',
  'include("../manifest.py", extra=False)',
  'include("$(PORT_DIR)/boards")',
  'include(["../manifest.py", "../../boards/manifest.py"])\ninclude("$(BOARD_DIR)/../manifest.py")',
  'include("missing.py")',
  'include("$(NOWHERE)/manifest.py")',
  'freeze("modules")',
  'freeze("$(PORT_DIR)/modules")',
  'freeze("$(PORT_DIR)/modules", "driver.py", opt=3)',
  'freeze("../../modules", "inner")',
  'freeze("../../modules", ("./driver.py", "inner/deep.py"), opt=0)',
  'freeze("$(PORT_DIR)/modules", ())',
  'freeze("$(PORT_DIR)/modules", "missing.py")',
  'freeze("missing")',
  'freeze("modules", ("board.py"))',
  'freeze("", ["top.py"])',
  'freeze(".", "modules")',
  'freeze_as_mpy("$(PORT_DIR)/modules", ["driver.py"], 1)',
  'freeze_as_mpy("$(PORT_DIR)/modules")',
  'freeze_as_str("$(PORT_DIR)/modules")',
  'freeze_as_str("modules", "board.py")',
  'freeze_mpy("$(PORT_DIR)/modules")',
  'freeze_mpy("modules", "pins.mpy")',
  'module("top.py")',
  'module("driver.py", base_path="$(PORT_DIR)/modules", opt=3)',
  'module("driver.py", "../../modules")',
  'module("inner/deep.py", "$(PORT_DIR)/modules")',
  'module("native.mpy", "$(PORT_DIR)/modules")',
  'module("top.py", opt=None)\nmodule("top.py")',
  'module("missing.py")',
  "module()",
  'module("top.py", base="x")',
  'package("modules")',
  'package("inner", base_path="$(PORT_DIR)/modules", opt=1)',
  'package("inner", files=["deep.py"], base_path="../../modules")',
  'package("../X/modules")',
  'package("no-such-folder")',
  'package("")',
  'require("alpha")',
  'require("beta.simple")\nmodule("top.py")',
  'require("late", size=4)',
  'require("late")',
  'require("echo", library="python-stdlib")',
  'require("echo", library="nobody")',
  'require("alpha", library="python-stdlib")',
  'require("nobody")',
  'require("twice")',
  'require("broken")',
  'add_library("other", "$(MPY_DIR)/other")\nrequire("echo")',
  'add_library("other", "$(MPY_DIR)/other", prepend=True)\nrequire("echo")',
  'add_library("other", "../../../other")\nrequire("echo", library="other")\nrequire("alpha")',
  'metadata(version="7", description="d", license="MIT", author="a", stdlib=True, pypi="p", pypi_publish="q")\nmodule("top.py")',
  'module("top.py")\nmetadata(version="8")\nmetadata()',
  'metadata(version="1")\nmetadata(version="2")',
  'metadata(name="x")',
  'metadata("x")',
  'metadata(version="")\nmodule("top.py")',
  'c_module("$(PORT_DIR)/cmod")\nc_module("../../cmod")',
  'c_module("$(PORT_DIR)/notmod")',
  'c_module("$(NOWHERE)/x")',
  'c_module("top.py")',
  "if options.foo is None and not options.bar: module('top.py')",
  "options.defaults(foo=2)\nif options.foo == 2:\n    module('top.py', opt=options.foo)\nelse:\n    module('missing.py')",
  "for name in ('driver', '_boot'):\n    module(name + '.py', base_path='$(PORT_DIR)/modules')",
  "for name, opt in [('driver', 3), ('_boot', None)]:\n    module('%s.py' % name, '$(PORT_DIR)/modules', opt=opt)",
  "freeze('../../modules', [f'{n}.py' for n in ('driver', 'x', '_boot') if n != 'x'])",
  "freeze('../../modules', tuple('{}.{}'.format(n, 'py') for n in sorted(['driver', '_boot'])))",
  "def add(*names, **more):\n    for name in names:\n        module(name + '.py', **more)\nadd('driver', '_boot', base_path='$(PORT_DIR)/modules')",
  "def add(name, opt=2):\n    module(name + '.py', '$(PORT_DIR)/modules', opt=opt)\nadd('driver')\nadd(opt=1, name='_boot')",
  "import os\nif os.path.isdir('../../modules'):\n    freeze(os.path.join('..', '..', 'modules'), 'inner')",
  "import os\nfrom os.path import basename\nfor name in sorted(os.listdir('modules')):\n    if name.endswith('.py'):\n        module(basename(name), base_path='modules')",
  "import os\nfor folder, _, names in os.walk('modules', followlinks=True):\n    for name in sorted(names):\n        freeze(folder, name)",
  "import os\nfiles = [os.path.relpath(os.path.join(folder, name), '../..') for folder, _, names in os.walk('../../modules') for name in names if name[-3:] == '.py']\nfreeze('../..', sorted(files), opt=1)",
  "NAMES = ['driver.py']\nNAMES += ['_boot.py']\nfreeze('../../modules', NAMES[::-1])",
  "import os\nmodule('top.py' if os.getenv('NO_SUCH_VARIABLE', '1') == '1' else 'missing.py')",
  "raise ValueError('not for this board')",
  "module('top.py'",
  "if True:\nmodule('top.py')",
  "undefined('top.py')",
  "module(3)",
];

const COMPILE: readonly string[] = [
  'metadata(version="1.2.3")\nmodule("top.py")\nrequire("alpha")',
  'module("top.py")',
  'require("alpha")',
  'package("modules")',
  'metadata()\nmodule("top.py")',
  'metadata(description="only")\npackage("modules", opt=3)',
  'metadata(version="1")\nrequire("late")',
  'metadata(version="1")\nfreeze("modules")',
  'metadata(version="1")\nmodule("pins.mpy", "modules")',
  'metadata(version="1")\npackage("modules", files=["pins.mpy"])',
  'metadata(version="1")\ninclude("$(MPY_LIB_DIR)/python-stdlib/echo")',
  'metadata(version="1")\ninclude("$(MPY_LIB_DIR)/python-stdlib/echo", is_require=True)\nmodule("top.py")',
  'metadata(version="1")\nc_module("$(NOWHERE)")',
];

/** A manifest and how it is evaluated. */
export interface Case {
  readonly mode: "freeze" | "compile";
  readonly manifest: string;
}

export const CASES: readonly Case[] = [
  ...FREEZE.map((manifest) => ({ mode: "freeze", manifest }) as const),
  ...COMPILE.map((manifest) => ({ mode: "compile", manifest }) as const),
];
