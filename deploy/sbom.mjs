// Lists what an image brings of others, as CycloneDX: node sbom.mjs NAME VERSION Api.deps.json
// The .NET SDK writes that file with every package and its hash; nothing is looked up, and the same build gives the same bytes.
import { readFileSync } from "node:fs";

const [name, version, file] = process.argv.slice(2);
const { libraries } = JSON.parse(readFileSync(file, "utf8"));
const components = Object.entries(libraries)
  .filter(([, library]) => library.type === "package" || library.type === "runtimepack")
  .map(([key, library]) => {
    // runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.12: of the runtime itself, which is part of a program compiled to native code, the file has no hash.
    const [id, release] = key.replace("runtimepack.", "").split("/");
    return {
      type: "library",
      "bom-ref": `pkg:nuget/${id}@${release}`,
      name: id,
      version: release,
      purl: `pkg:nuget/${id}@${release}`,
      // sha512-pptFDPMW...== is the hash of the package in base64.
      ...(library.sha512 && { hashes: [{ alg: "SHA-512", content: Buffer.from(library.sha512.replace("sha512-", ""), "base64").toString("hex") }] }),
    };
  })
  .sort((a, b) => (a.purl < b.purl ? -1 : 1));

console.log(JSON.stringify(
  { bomFormat: "CycloneDX", specVersion: "1.5", version: 1, metadata: { component: { type: "application", "bom-ref": name, name, version } }, components },
  null,
  2,
));
