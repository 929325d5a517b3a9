// Every page reads and submits without this file; it saves reloads and keeps focus and typed text safe.
import "@gouvfr/dsfr/dist/core/core.module.min.js";
import "@gouvfr/dsfr/dist/component/component.module.min.js";
import htmx from "htmx.org";

window.htmx = htmx;
const annoncer = (texte, region = "annonces") => {
  const cible = document.getElementById(region);
  if (cible) cible.textContent = texte;
};

const installer = (racine) => {
  racine.querySelectorAll("[data-ap-focus]").forEach((e) => e.focus());
  racine.querySelectorAll("[data-ap-copier]").forEach((bouton) =>
    bouton.addEventListener("click", async () => {
      await navigator.clipboard.writeText(bouton.dataset.apCopier);
      annoncer("Copié.");
    }),
  );
  // One press is enough; the button comes back if the page does.
  racine.querySelectorAll("form[data-ap-unefois]").forEach((formulaire) =>
    formulaire.addEventListener("submit", (evenement) => {
      if (formulaire.dataset.apEnvoye) evenement.preventDefault();
      formulaire.dataset.apEnvoye = "1";
      formulaire.setAttribute("aria-busy", "true");
    }),
  );
  racine.querySelectorAll("form[data-ap-garde]").forEach((formulaire) => {
    formulaire.addEventListener("input", () => formulaire.setAttribute("data-ap-modifie", ""));
    formulaire.addEventListener("submit", () => formulaire.removeAttribute("data-ap-modifie"));
  });
  racine.querySelectorAll("form[data-ap-automatique]").forEach((formulaire) =>
    formulaire.addEventListener("change", () => formulaire.requestSubmit()),
  );
  racine.querySelectorAll("[data-ap-suivi]").forEach(suivre);
};

// A page that follows a task: steps by server-sent events, then the finished page.
function suivre(section) {
  const flux = new EventSource(section.dataset.apSuivi);
  flux.addEventListener("progression", (evenement) => {
    const [valeur, max, libelle] = evenement.data.split("|");
    const barre = section.querySelector("progress");
    const nom = section.querySelector("#progression-libelle");
    if (barre) Object.assign(barre, { max: Number(max), value: Number(valeur) });
    if (nom && nom.textContent !== libelle) nom.textContent = libelle;
  });
  flux.addEventListener("fin", () => {
    flux.close();
    location.reload();
  });
  window.addEventListener("pagehide", () => flux.close());
}

addEventListener("beforeunload", (evenement) => {
  if (document.querySelector("form[data-ap-modifie]")) evenement.preventDefault();
});
addEventListener("pageshow", () =>
  document.querySelectorAll("form[data-ap-envoye]").forEach((f) => {
    delete f.dataset.apEnvoye;
    f.removeAttribute("aria-busy");
  }),
);
addEventListener("keydown", (evenement) => {
  if (evenement.key !== "/" || evenement.ctrlKey || evenement.metaKey || evenement.altKey) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) return;
  const champ = document.querySelector('[data-ap-raccourci="/"]');
  if (champ) {
    evenement.preventDefault();
    champ.focus();
  }
});
document.addEventListener("htmx:load", (evenement) => {
  if (evenement.detail.elt !== document.body) installer(evenement.detail.elt);
});
document.addEventListener("htmx:responseError", (evenement) => {
  const statut = evenement.detail.xhr.status;
  annoncer(
    statut === 401
      ? "Votre session a expiré. Rechargez la page pour vous reconnecter."
      : `La demande n’a pas abouti (${statut}). Réessayez dans un instant.`,
    "alertes",
  );
});
document.addEventListener("htmx:sendError", () =>
  annoncer("Connexion perdue. Votre saisie reste à l’écran ; réessayez dans un instant.", "alertes"),
);
installer(document);
