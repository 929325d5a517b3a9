// Builds the assets of every page into ../src/main/resources/static/assets: one stylesheet, one script, two fonts, one
// picture. Names carry the hash of the content, so that they are cached for ever; assets.properties maps plain names to them.
// With --verifier, writes nothing and fails when what is committed is not what would be built, or when a template names a
// class of the design system that the stylesheet no longer holds.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const ici = dirname(fileURLToPath(import.meta.url));
const dsfr = join(ici, "node_modules/@gouvfr/dsfr/dist");
const sortie = join(ici, "../src/main/resources/static/assets");
const manifeste = join(ici, "../src/main/resources/assets.properties");

const composants =
  "link logo button skiplink header navigation notice footer breadcrumb form input select checkbox radio upload search badge tag alert callout tile table pagination stepper accordion modal sidemenu card tab toggle summary tooltip".split(
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

const utilitaires = readFileSync(join(dsfr, "utility/utility.min.css"), "utf8");
const trouverIcone = (nom) => {
  const regle = new RegExp(`\\.fr-icon-${nom}:(?:before|after)\\{[^}]*url\\(\\.\\./(icons/[^)]+)\\)`).exec(utilitaires);
  if (!regle) throw new Error(`the design system has no icon ${nom}`);
  return join(dsfr, regle[1]);
};
const classes = icones.map((nom) => `.fr-icon-${nom}`);
// Enough of an encoding for a style sheet: percent-encoding everything would double the weight of each picture.
const enAdresse = (svg) =>
  `data:image/svg+xml,${svg.replace(/"/g, "'").replace(/[%#<>\n]/g, (signe) => encodeURIComponent(signe))}`;
const regles = icones.map((nom, rang) => {
  const svg = readFileSync(trouverIcone(nom), "utf8").trim();
  return `${classes[rang]}{--ap-icone:url("${enAdresse(svg)}")}`;
});
const dessinees = `:is(${classes.join(",")})`;
const communes = [
  `${dessinees}::before,${dessinees}::after{-webkit-mask-image:var(--ap-icone);mask-image:var(--ap-icone)}`,
  `${dessinees}::before{content:"";flex:0 0 auto;display:inline-block;vertical-align:calc((.75em - var(--icon-size)) * .5);background-color:currentColor;width:var(--icon-size);height:var(--icon-size);-webkit-mask-size:100% 100%;mask-size:100% 100%;--icon-size:1.5rem}`,
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
// Until Marianne is there, the system's Arial is stretched to its width and height (measured on a French text), so that
// nothing moves when it comes.
const polices = ["Regular:400:107.5%:102.3%:37.2%", "Bold:700:101.2%:108.7%:39.5%"]
  .map((p) => p.split(":"))
  .map(
    ([nom, graisse, largeur, haut, bas]) =>
      `@font-face{font-family:Marianne;src:url("${noms.get(`Marianne-${nom}.woff2`)}") format("woff2");font-weight:${graisse};font-style:normal;font-display:swap}` +
      `@font-face{font-family:"Marianne attendue";src:local("Arial"),local("Liberation Sans"),local("Helvetica");font-weight:${graisse};size-adjust:${largeur};ascent-override:${haut};descent-override:${bas};line-gap-override:0%}`,
  )
  .join("");
const avecSecours = (texte) => texte.replace(/Marianne,\s*arial/gi, 'Marianne,"Marianne attendue",arial');
// The palette declares every colour of the State; those no rule reads are dropped, until nothing more falls.
const elaguer = (texte) => {
  for (;;) {
    const lues = new Set([...texte.matchAll(/var\(\s*(--[\w-]+)/g)].map((m) => m[1]));
    const reste = texte.replace(/(?<=[{;])(--[\w-]+):[^;{}]*;?/g, (tout, nom) =>
      lues.has(nom) || nom.startsWith("--data-") ? tout : "",
    );
    if (reste === texte) return texte;
    texte = reste;
  }
};
// What we never write: old icon classes, spacings and offsets of other breakpoints, variants of components for uses we have not.
const jamais =
  /fr-fi-|\.fr-[mp][trblxy]?-(?:(?:first|sm|md|lg|xl)-|n[\dv])|\.fr-col-(?:(?:sm|lg|xl)-)?offset-|\.fr-col-xl-|\.fr-notice--(?:weather|attack|kidnapping|witness|cyberattack)|\.fr-btn--(?:account|briefcase|tooltip|team|fullscreen|display)|\.fr-(?:tag|callout|notice)--(?:green|blue|purple|pink|yellow|orange|brown|beige)-|\.fr-logo--|\.fr-tile--(?:shadow|grey|no-border|no-background|download|pictogram|vertical)|-group--valid|-group--info|\.fr-(?:valid|info)-text|\.fr-display--|\.fr-table--(?:green|blue|purple|pink|yellow|orange|brown|beige)-|\.fr-mega-menu|\.fr-card--(?:shadow|grey|download|horizontal)|\.fr-mediatheque|\.fr-responsive-(?:img|vid)|\.fr-ratio/;
const sansJamais = (texte) =>
  texte
    .replace(/:not\(\[class(?:\^=fr-fi-|\*=" fr-fi-")\]\)/g, "")
    .replace(/([^{}]+)\{([^{}]*)\}/g, (tout, selecteurs, corps) => {
      if (!jamais.test(selecteurs) || selecteurs.startsWith("@")) return tout;
      const gardes = selecteurs.split(/,(?![^(]*\))/).filter((selecteur) => !jamais.test(selecteur));
      return gardes.length ? `${gardes.join(",")}{${corps}}` : "";
    })
    .replace(/@media[^{}]+\{\}/g, "");
const style = polices + avecSecours(elaguer(sansJamais(css.outputFiles[0].text)));

// The dark scheme is a style sheet of its own, which the page asks for by the reader's choice or the system's: neither a
// script nor a second reading decides, so nothing flashes. Its selectors keep their weight.
const separer = (texte) => {
  let [claire, sombre] = ["", ""];
  for (let i = 0; i < texte.length; ) {
    const ouvrante = texte.indexOf("{", i);
    const pointVirgule = texte.indexOf(";", i);
    if (pointVirgule >= 0 && pointVirgule < ouvrante) {
      claire += texte.slice(i, pointVirgule + 1);
      i = pointVirgule + 1;
      continue;
    }
    if (ouvrante < 0) break;
    let fin = ouvrante + 1;
    for (let niveau = 1; niveau > 0; fin++) niveau += texte[fin] === "{" ? 1 : texte[fin] === "}" ? -1 : 0;
    const tete = texte.slice(i, ouvrante);
    const corps = texte.slice(ouvrante + 1, fin - 1);
    i = fin;
    if (/^@(?:media|supports|layer)/.test(tete)) {
      const [c, s] = separer(corps);
      if (c) claire += `${tete}{${c}}`;
      if (s) sombre += `${tete}{${s}}`;
      continue;
    }
    const selecteurs = tete.startsWith("@") ? [tete] : tete.split(/,(?![^(]*\))/);
    const [sombres, claires] = [true, false].map((voulu) =>
      selecteurs.filter((selecteur) => selecteur.includes("[data-fr-theme=dark]") === voulu),
    );
    if (claires.length) claire += `${claires.join(",")}{${corps}}`;
    if (sombres.length) sombre += `${sombres.join(",").replaceAll("[data-fr-theme=dark]", ":root")}{${corps}}`;
  }
  return [claire, sombre];
};
const [claire, sombre] = separer(style);
publier("apilos.css", `:root{color-scheme:light}${claire}`);
publier("apilos-sombre.css", `:root:root{color-scheme:dark}${sombre}`);

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

// Read by a test that has no Node at hand: what is committed was built from these very sources.
const sources = ["construire.mjs", "package-lock.json", ...readdirSync(join(ici, "src")).sort().map((nom) => `src/${nom}`)];
const empreinteDesSources = empreinte(Buffer.concat(sources.map((nom) => readFileSync(join(ici, nom)))));
const texte =
  `# sources ${empreinteDesSources}\n` + [...noms].map(([nom, final]) => `${nom}=${final}`).sort().join("\n") + "\n";

// Classes of the design system our pages name and that were dropped above.
const definies = (feuille) => new Set([...feuille.matchAll(/\.(fr-[\w-]+)/g)].map((m) => m[1]));
const connues = new Set(
  [readFileSync(join(dsfr, "dsfr.main.min.css"), "utf8"), utilitaires].flatMap((feuille) => [...definies(feuille)]),
);
const servies = definies(style);
const perdues = new Map();
const parcourir = (dossier) => {
  for (const entree of readdirSync(dossier, { withFileTypes: true })) {
    const chemin = join(dossier, entree.name);
    if (entree.isDirectory()) {
      if (!/^(?:\..*|node_modules|target|test)$/.test(entree.name)) parcourir(chemin);
    } else if (/\.(?:html|java)$/.test(entree.name)) {
      for (const [classe] of readFileSync(chemin, "utf8").matchAll(/(?<![\w-])fr-[a-z][\w-]*/g)) {
        if (connues.has(classe) && !servies.has(classe)) perdues.set(classe, chemin);
      }
    }
  }
};
parcourir(join(ici, "../../.."));
perdues.forEach((chemin, classe) => console.error(`${classe} is named in ${chemin} and is not in the stylesheet`));

if (process.argv.includes("--verifier")) {
  const present = existsSync(manifeste) ? readFileSync(manifeste, "utf8") : "";
  const manquants = [...fichiers].filter(
    ([nom, contenu]) => !existsSync(join(sortie, nom)) || !readFileSync(join(sortie, nom)).equals(contenu),
  );
  if (present !== texte || manquants.length) {
    console.error("The committed assets are not what the sources build: run npm run build in infra/platform/frontend.");
    process.exitCode = 1;
  }
  if (perdues.size) process.exitCode = 1;
} else {
  rmSync(sortie, { recursive: true, force: true });
  mkdirSync(sortie, { recursive: true });
  fichiers.forEach((contenu, nom) => writeFileSync(join(sortie, nom), contenu));
  writeFileSync(manifeste, texte);
  fichiers.forEach((contenu, nom) =>
    console.log(`${nom} ${contenu.length} bytes, ${gzipSync(contenu, { level: 9 }).length} compressed`),
  );
}
