// Reads a GIFT file with a parser that is not ours and prints what it found.
const { parse } = require("gift-pegjs");
process.stdout.write(JSON.stringify(parse(require("node:fs").readFileSync(0, "utf8"))));
