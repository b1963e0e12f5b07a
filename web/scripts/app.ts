// Every page works without this file; it only adds.
import { countCharacters } from "./count.js";
import { deskKeys } from "./desk.js";
import { checkFiles } from "./files.js";
import { filterOptions } from "./filter.js";
import { firstField } from "./first.js";
import { kiosk } from "./kiosk.js";
import { live } from "./live.js";
import { once } from "./once.js";
import { passkeys } from "./passkey.js";
import { print } from "./print.js";
import { textSize } from "./size.js";
import { summary } from "./summary.js";
import { upload } from "./upload.js";

document.documentElement.classList.add("scripted");
summary();
countCharacters();
checkFiles();
filterOptions();
upload();
print();
passkeys();
once();
textSize();
deskKeys();
firstField();
kiosk();
live();
