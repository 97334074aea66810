// npm run options: makes docs/options.md and the JSON Schema.

import { writeFileSync } from "node:fs";
import { madeFiles } from "./made.ts";

for (const [file, text] of Object.entries(madeFiles())) writeFileSync(file, text);
