// Builds the assets of every page into ../src/main/resources/static/assets: one stylesheet, one script, two fonts, one
// picture. Names carry the hash of the content, so that they are cached for ever; assets.properties maps plain names to them.
// With --verifier, writes nothing and fails when what is committed is not what would be built.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ici = dirname(fileURLToPath(import.meta.url));
const dsfr = join(ici, "node_modules/@gouvfr/dsfr/dist");
const sortie = join(ici, "../src/main/resources/static/assets");
const manifeste = join(ici, "../src/main/resources/assets.properties");

const composants =
  "link logo button skiplink header navigation notice footer breadcrumb form input select checkbox radio upload search badge tag alert callout tile table pagination stepper accordion modal sidemenu".split(
    " ",
  );
const icones = readFileSync(join(ici, "src/icones.txt"), "utf8")
  .split("\n")
  .map((l) => l.trim())
  .filter((l) => l && !l.startsWith("#"));

const empreinte = (contenu) => createHash("sha256").update(contenu).digest("hex").slice(0, 12);
const fichiers = new Map();
const noms = new Map();
const publier = (nom, contenu) => {
  const [base, extension] = [nom.slice(0, nom.lastIndexOf(".")), nom.slice(nom.lastIndexOf("."))];
  const final = `${base}-${empreinte(contenu)}${extension}`;
  fichiers.set(final, Buffer.from(contenu));
  noms.set(nom, final);
  return final;
};

for (const police of ["Marianne-Regular", "Marianne-Bold"]) {
  publier(`${police}.woff2`, readFileSync(join(dsfr, `fonts/${police}.woff2`)));
}
publier("favicon.svg", readFileSync(join(dsfr, "favicon/favicon.svg")));

// The font faces of the design system name ten files; two are enough, and ours swap without moving the page.
const sansPolices = {
  name: "sans-polices",
  setup(b) {
    b.onLoad({ filter: /dsfr\/dist\/.*\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/@font-face\s*\{[^}]*\}/g, ""),
      loader: "css",
    }));
  },
};

const trouverIcone = (nom) => {
  for (const famille of readdirSync(join(dsfr, "icons"))) {
    const chemin = join(dsfr, "icons", famille, `${nom}.svg`);
    if (existsSync(chemin)) return chemin;
  }
  throw new Error(`icône inconnue : ${nom}`);
};
const regles = icones.map((nom) => {
  const svg = readFileSync(trouverIcone(nom.replace(/^fr--/, "fr--")), "utf8").trim();
  const url = `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
  const classe = `.fr-icon-${nom.replace(/^fr--/, "")}`;
  return `${classe}::before,${classe}::after{-webkit-mask-image:${url};mask-image:${url}}`;
});
const selecteurs = icones.map((nom) => `.fr-icon-${nom.replace(/^fr--/, "")}`);
const communes = [
  `${selecteurs.map((s) => s + "::before").join(",")}{content:"";flex:0 0 auto;display:inline-block;vertical-align:calc((.75em - var(--icon-size)) * .5);background-color:currentColor;width:var(--icon-size);height:var(--icon-size);-webkit-mask-size:100% 100%;mask-size:100% 100%;--icon-size:1.5rem}`,
];

const css = await build({
  stdin: {
    contents: [
      `@import "${dsfr}/core/core.main.min.css";`,
      ...composants.map((c) => `@import "${dsfr}/component/${c}/${c}.main.min.css";`),
      `@import "${dsfr}/scheme/scheme.min.css";`,
      `@import "icones";`,
      `@import "./src/apilos.css";`,
      `@import "./src/impression.css" print;`,
    ].join("\n"),
    resolveDir: ici,
    loader: "css",
  },
  bundle: true,
  minify: true,
  write: false,
  target: ["chrome111", "firefox115", "safari16.4"],
  loader: { ".svg": "dataurl" },
  external: ["/assets/*"],
  plugins: [
    sansPolices,
    {
      name: "icones",
      setup(b) {
        b.onResolve({ filter: /^icones$/ }, () => ({ path: "icones", namespace: "icones" }));
        b.onLoad({ filter: /.*/, namespace: "icones" }, () => ({
          contents: [...communes, ...regles].join("\n"),
          loader: "css",
        }));
      },
    },
  ],
});
const polices = ["Regular:400", "Bold:700"]
  .map((p) => p.split(":"))
  .map(
    ([nom, graisse]) =>
      `@font-face{font-family:Marianne;src:url("${noms.get(`Marianne-${nom}.woff2`)}") format("woff2");font-weight:${graisse};font-style:normal;font-display:swap}`,
  )
  .join("");
// The palette declares every colour of the State; those no rule reads are dropped, until nothing more falls.
const elaguer = (texte) => {
  for (;;) {
    const lues = new Set([...texte.matchAll(/var\(\s*(--[\w-]+)/g)].map((m) => m[1]));
    const reste = texte.replace(/(--[\w-]+):[^;{}]*;?/g, (tout, nom) =>
      lues.has(nom) || nom.startsWith("--data-") ? tout : "",
    );
    if (reste === texte) return texte;
    texte = reste;
  }
};
// What we never write: old icon classes, spacings and offsets of other breakpoints, variants of components for uses we have not.
const jamais =
  /fr-fi-|\.fr-[mp][trblxy]?-(?:(?:sm|lg|xl)-|n[\dv])|\.fr-col-(?:(?:sm|lg|xl)-)?offset-|\.fr-col-xl-|\.fr-notice--(?:weather|attack|kidnapping|witness|cyberattack)|\.fr-btn--(?:account|briefcase|tooltip|team|fullscreen|display)|\.fr-(?:tag|callout|notice)--(?:green|blue|purple|pink|yellow|orange|brown|beige)-|\.fr-logo--|\.fr-tile--(?:shadow|grey|no-border|no-background|download|pictogram|vertical)|-group--valid|-group--info|\.fr-(?:valid|info)-text|\.fr-display--|\.fr-table--(?:green|blue|purple|pink|yellow|orange|brown|beige)-|\.fr-mediatheque|\.fr-responsive-(?:img|vid)|\.fr-ratio/;
const sansJamais = (texte) =>
  texte
    .replace(/:not\(\[class(?:\^=fr-fi-|\*=" fr-fi-")\]\)/g, "")
    .replace(/([^{}]+)\{([^{}]*)\}/g, (tout, selecteurs, corps) => {
      if (!jamais.test(selecteurs) || selecteurs.startsWith("@")) return tout;
      const gardes = selecteurs.split(/,(?![^(]*\))/).filter((selecteur) => !jamais.test(selecteur));
      return gardes.length ? `${gardes.join(",")}{${corps}}` : "";
    })
    .replace(/@media[^{}]+\{\}/g, "");
publier("apilos.css", polices + elaguer(sansJamais(css.outputFiles[0].text)));

const js = await build({
  entryPoints: [join(ici, "src/apilos.js")],
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  target: ["chrome111", "firefox115", "safari16.4"],
  legalComments: "none",
});
publier("apilos.js", js.outputFiles[0].contents);

const texte = [...noms].map(([nom, final]) => `${nom}=${final}`).sort().join("\n") + "\n";
if (process.argv.includes("--verifier")) {
  const present = existsSync(manifeste) ? readFileSync(manifeste, "utf8") : "";
  const manquants = [...fichiers.keys()].filter((nom) => !existsSync(join(sortie, nom)));
  if (present !== texte || manquants.length) {
    console.error("The committed assets are not what the sources build: run npm run build in infra/platform/frontend.");
    process.exit(1);
  }
} else {
  rmSync(sortie, { recursive: true, force: true });
  mkdirSync(sortie, { recursive: true });
  fichiers.forEach((contenu, nom) => writeFileSync(join(sortie, nom), contenu));
  writeFileSync(manifeste, texte);
  fichiers.forEach((contenu, nom) => console.log(`${nom} ${contenu.length}`));
}
