// What pdf.js reads in each file named: {"tags": text in the order of the structure tree, "text": in that of the content}.
// Debian has it in libjs-pdf; its folder is the first argument.
const fs = require("fs");
const [folder, ...paths] = process.argv.slice(2);
const pdfjs = require(folder + "/pdf.js");
pdfjs.GlobalWorkerOptions.workerSrc = folder + "/pdf.worker.js";

// Text by marked-content id; what stands outside of all, under "".
function marks(items) {
  const text = new Map(), open = [];
  for (const item of items) {
    if (item.type === "beginMarkedContentProps" || item.type === "beginMarkedContent") {
      open.push(item.id || null);
    } else if (item.type === "endMarkedContent") {
      open.pop();
    } else {
      const id = open.findLast((inner) => inner) || "";
      text.set(id, (text.get(id) || "") + item.str + (item.hasEOL ? "\n" : ""));
    }
  }
  return text;
}

function inOrder(node, text) {
  if (!node) return "";
  if (node.type === "content") return text.get(node.id) || "";
  return (node.children || []).map((kid) => inOrder(kid, text)).join("");
}

async function read(path) {
  const file = await pdfjs.getDocument({ data: new Uint8Array(fs.readFileSync(path)), verbosity: 0 }).promise;
  const said = { tags: "", text: "" };
  for (let n = 1; n <= file.numPages; n++) {
    const page = await file.getPage(n);
    said.tags += inOrder(await page.getStructTree(), marks((await page.getTextContent({ includeMarkedContent: true })).items)) + "\n";
    said.text += (await page.getTextContent()).items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\n";
  }
  return said;
}

(async () => {
  for (const path of paths) console.log(JSON.stringify(await read(path)));
})();
