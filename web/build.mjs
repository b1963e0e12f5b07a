// Builds what the pages load into src/Hejie/wwwroot: one style sheet, one script, the mark.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compileAsync } from "sass";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../src/Hejie/wwwroot/");

await mkdir(out, { recursive: true });
for (const old of ["app.css", "app.js", "favicon.svg"]) await rm(out + old, { force: true });

const sheet = await compileAsync(here("styles/app.scss"), {
  loadPaths: [here("node_modules")],
  style: "compressed",
  quietDeps: true,
});
await writeFile(out + "app.css", sheet.css);

await build({
  entryPoints: [here("scripts/app.ts")],
  outfile: out + "app.js",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020", "safari14"],
  logLevel: "warning",
});
await cp(here("assets"), out, { recursive: true });

const bytes = async (name) => (await readFile(out + name)).length;
console.log(`app.css ${await bytes("app.css")} bytes, app.js ${await bytes("app.js")} bytes`);
