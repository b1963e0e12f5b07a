// Every page works without this file; it only adds.
import { countCharacters } from "./count.js";
import { deskKeys } from "./desk.js";
import { checkFiles } from "./files.js";
import { filterOptions } from "./filter.js";
import { once } from "./once.js";
import { textSize } from "./size.js";
import { summary } from "./summary.js";

document.documentElement.classList.add("scripted");
summary();
countCharacters();
checkFiles();
filterOptions();
once();
textSize();
deskKeys();
