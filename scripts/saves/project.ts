// A random project that is saved again and again: Python that imports Python, two pages that import some of it, mistakes and their
// repair. The files follow from the model, so that a checkpoint can write them all again.

import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { MicroPythonOptions } from "../../src/index.ts";
import type { Random } from "../generator/random.ts";

/** Names that modules take turns with, so that what is gone comes back. */
const NAMES = Array.from({ length: 24 }, (_, index) => `m${index}`);

interface Module {
  imports: string[];
  value: number;
  isBroken: boolean;
}

interface Page {
  byUrl: Set<string>;
  asBytes: Set<string>;
}

/** The options of the plugin for such a project. Modules take time to come and go, and who imports them may be there before. */
export const OPTIONS: MicroPythonOptions = {
  entries: ["firmware/main.py", "firmware/tools/*.py"],
  data: "firmware/**/*.txt",
  unresolved: "ignore",
  cache: false,
};

/** A project on disk that changes at random, and its model. */
export class SavedProject {
  readonly root: string;
  private readonly random: Random;
  private readonly modules = new Map<string, Module>();
  private readonly pages: Record<string, Page> = {
    main: { byUrl: new Set(), asBytes: new Set() },
    more: { byUrl: new Set(), asBytes: new Set() },
  };
  private hasMore = true;
  /** How many there were. */
  saves = 0;

  /** `root` is a folder that is there, and empty. */
  constructor(root: string, random: Random) {
    this.root = root;
    this.random = random;
    this.put("index.html", '<!doctype html><script type="module" src="/src/main.js"></script>\n');
    this.put("firmware/main.py", "import m0, m1, m2\n");
    this.put("firmware/tools/tool.py", "import m3\n");
    this.put("firmware/config.txt", "0");
    for (const name of NAMES.slice(0, 16)) this.change(name);
    for (const name of Object.keys(this.pages)) this.writePage(name);
    this.saves = 0;
  }

  /** Makes one random save. */
  save(): void {
    const { random } = this;
    const dice = random.below(100);
    const name = this.someName();
    const module = this.modules.get(name);
    if (module === undefined) this.change(name);
    else if (dice < 60) this.change(name);
    else if (dice < 70) this.changeImports(name, module);
    else if (dice < 78) this.setBroken(name, module, !module.isBroken);
    else if (dice < 83) this.remove(name);
    else if (dice < 88) this.rename(name, module);
    else if (dice < 91) this.put("firmware/config.txt", String(random.below(1000)));
    else if (dice < 93) this.toggleMore();
    else this.changePage(name);
  }

  /** Ends with a project that can be built, so that a build can be compared with. */
  repair(): void {
    for (const [name, module] of this.modules) if (module.isBroken) this.setBroken(name, module, false);
    this.change("m0");
  }

  private someName(): string {
    return NAMES[this.random.below(NAMES.length)]!;
  }

  private put(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    this.saves++;
  }

  private change(name: string): void {
    const module = this.modules.get(name) ?? { imports: [], value: 0, isBroken: false };
    this.modules.set(name, module);
    module.value = this.random.below(1_000_000);
    this.write(name, module);
  }

  private changeImports(name: string, module: Module): void {
    module.imports = Array.from({ length: this.random.below(3) }, () => this.someName());
    this.write(name, module);
  }

  private setBroken(name: string, module: Module, isBroken: boolean): void {
    module.isBroken = isBroken;
    this.write(name, module);
  }

  private write(name: string, { imports, value, isBroken }: Module): void {
    const lines = [...imports.map((one) => `import ${one}`), `VALUE = ${value}`, ...(isBroken ? ["def f(:"] : [])];
    this.put(this.pathOf(name), `${lines.join("\n")}\n`);
  }

  private remove(name: string): void {
    this.giveUp(name);
    this.modules.delete(name);
    rmSync(join(this.root, this.pathOf(name)));
    this.saves++;
  }

  private rename(name: string, module: Module): void {
    const to = this.someName();
    if (this.modules.has(to)) return;
    this.giveUp(name);
    this.modules.delete(name);
    this.modules.set(to, module);
    renameSync(join(this.root, this.pathOf(name)), join(this.root, this.pathOf(to)));
    this.saves++;
  }

  private changePage(name: string): void {
    const page = this.random.below(2) === 0 ? "main" : "more";
    const { byUrl, asBytes } = this.pages[page]!;
    const imports = this.random.below(2) === 0 ? byUrl : asBytes;
    if (!imports.delete(name)) imports.add(name);
    this.writePage(page);
  }

  /** The pages import nothing that is not there: that would be another mistake of theirs. */
  private giveUp(name: string): void {
    for (const [page, { byUrl, asBytes }] of Object.entries(this.pages)) {
      const had = [byUrl.delete(name), asBytes.delete(name)];
      if (had.includes(true)) this.writePage(page);
    }
  }

  private toggleMore(): void {
    this.hasMore = !this.hasMore;
    this.writePage("main");
  }

  private writePage(name: string): void {
    const { byUrl, asBytes } = this.pages[name]!;
    const specifiers = [...[...byUrl].map((one) => `${one}.py`), ...[...asBytes].map((one) => `${one}.py?bytes`)];
    const lines = specifiers.map((one, index) => `import v${index} from "../firmware/${one}";`);
    if (name === "main") {
      lines.push('import manifest from "virtual:micropython/manifest";');
      if (this.hasMore) lines.push('import { found as more } from "./more.js";');
    }
    const values = specifiers.map((_, index) => `v${index}`);
    if (name === "main") values.push("manifest", ...(this.hasMore ? ["more"] : []));
    this.put(
      `src/${name}.js`,
      `${lines.join("\n")}\nexport const found = (globalThis.${name} = [${values.join(", ")}]);\n`,
    );
  }

  private pathOf(name: string): string {
    return `firmware/${name}.py`;
  }
}
