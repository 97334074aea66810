// mpy init: makes a project that builds, deploys and tests, in a new folder or in one with a project.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, relative, resolve } from "node:path";
import { nearestNames } from "../../diagnostics/nearest.ts";
import { boards } from "../../flash/index.ts";
import { BUNDLER_NAMES } from "../init/bundlers.ts";
import type { BundlerName } from "../init/bundlers.ts";
import type { ProjectChoice } from "../init/project-files.ts";
import { writeProject } from "../init/write-project.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { giveOnly, NO_TERMINAL, pageWithoutBundler, STOPPED, unknownBoard } from "../messages.ts";
import { wrapText } from "../format-help.ts";

const NO_BUNDLER = "none";
const BUNDLER_CHOICES = [...BUNDLER_NAMES, NO_BUNDLER] as const;
/** The choice for a board without a preset, or no board yet. */
const OTHER_BOARD = "other";

export const command: Command = {
  help: `[DIR] [options]

Writes a project into DIR (default: this folder): firmware, a test, options, and the configuration of a bundler. It asks for what the
options do not give. Existing files are not changed, but package.json and .gitignore get the missing parts.

  --board NAME          MicroPython's name of the board, such as RPI_PICO_W; "${OTHER_BOARD}" for a board without a preset
  --bundler NAME        ${BUNDLER_CHOICES.join(", ")} ("${NO_BUNDLER}" builds with mpy build)
  --page, --no-page     with or without a web page that the board can serve
  -y, --yes             asks nothing; the defaults are ${OTHER_BOARD}, ${NO_BUNDLER} and no page
`,
  options: {
    board: { type: "string" },
    bundler: { type: "string" },
    page: { type: "boolean" },
    "no-page": { type: "boolean" },
    yes: { type: "boolean", short: "y" },
  },
  async run(call) {
    if (call.files.length > 1) throw new UsageError(giveOnly(call.files[1]!, "one folder"));
    const folder = resolve(call.files[0] ?? ".");
    const given = givenAnswers(call);
    const {
      board,
      bundler: chosen,
      page,
    }: Answers = call.flag("yes")
      ? { board: OTHER_BOARD, bundler: NO_BUNDLER, page: false, ...given }
      : await ask(given);
    const bundler = chosen === NO_BUNDLER ? undefined : chosen;
    const choice: ProjectChoice = {
      name: packageName(basename(folder)),
      board: board === OTHER_BOARD ? undefined : board,
      bundler,
      page: page && bundler !== undefined,
      version: `^${ownVersion()}`,
    };
    const { written, kept } = writeProject(folder, choice);
    const place = relative(process.cwd(), folder);
    const steps = [
      ...(place === "" ? [] : [`cd ${place}`]),
      "npm install",
      "npm run build",
      "npm test",
      "npm run deploy",
    ];
    if (call.json) {
      call.printJson({ folder, written, kept, steps });
      return 0;
    }
    const lines = [`wrote ${written.join(", ") || "nothing"}`];
    if (kept.length > 0) lines.push(`kept ${kept.join(", ")}: ${kept.length === 1 ? "it" : "they"} existed already`);
    call.print(`${wrapText(lines.join("\n"), process.stdout.columns)}\n`);
    call.print(`\nNext:\n${steps.map((step) => `  ${step}\n`).join("")}`);
    return 0;
  },
};

interface Answers {
  readonly board: string;
  readonly bundler: BundlerName | typeof NO_BUNDLER;
  readonly page: boolean;
}

function givenAnswers(call: Call): Partial<Answers> {
  const board = call.text("board");
  if (board !== undefined && board !== OTHER_BOARD && !Object.hasOwn(boards, board)) {
    const near = nearestNames(board, Object.keys(boards));
    throw new UsageError(unknownBoard(board, near, OTHER_BOARD));
  }
  const bundler = call.choice("bundler", BUNDLER_CHOICES);
  const page = call.flag("no-page") ? false : call.flag("page") || undefined;
  if (page && call.flag("page") && bundler === NO_BUNDLER) {
    throw new UsageError(pageWithoutBundler(BUNDLER_NAMES));
  }
  return {
    ...(board !== undefined && { board }),
    ...(bundler !== undefined && { bundler }),
    ...(page !== undefined && { page }),
  };
}

/** Asks for answers that are not given. */
async function ask(given: Partial<Answers>): Promise<Answers> {
  const isWhole = given.board !== undefined && given.bundler !== undefined;
  if (isWhole && (given.page !== undefined || given.bundler === NO_BUNDLER))
    return { page: false, ...given } as Answers;
  if (!process.stdin.isTTY) {
    throw new UsageError(NO_TERMINAL);
  }
  const prompts = await import("@clack/prompts");
  const answered = <T>(value: T): Exclude<T, symbol> => {
    if (prompts.isCancel(value)) throw new CommandError(STOPPED);
    return value as Exclude<T, symbol>;
  };
  const board =
    given.board ??
    answered(
      await prompts.autocomplete<string>({
        message: "Which board?",
        placeholder: "type a part of its name",
        maxItems: 8,
        options: [
          { value: OTHER_BOARD, label: "another board, or none yet" },
          ...Object.entries(boards).map(([name, { port }]) => ({ value: name, label: name, hint: port })),
        ],
      }),
    );
  const bundler =
    given.bundler ??
    answered(
      await prompts.select<Answers["bundler"]>({
        message: "Which bundler?",
        options: BUNDLER_CHOICES.map((value) => {
          return value === NO_BUNDLER ? { value, label: "none", hint: "mpy build" } : { value, label: value };
        }),
      }),
    );
  if (bundler === NO_BUNDLER) return { board, bundler, page: false };
  const page = given.page ?? answered(await prompts.confirm({ message: "With a web page that the board can serve?" }));
  return { board, bundler, page };
}

/** A folder's name as a valid npm package name. */
function packageName(folder: string): string {
  return (
    folder
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, "-")
      .replace(/^[._-]+|-+$/g, "") || "firmware"
  );
}

function ownVersion(): string {
  // Resolved by the package's name, because this file's place in dist may change.
  const file = createRequire(import.meta.url).resolve("unplugin-micropython/package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
