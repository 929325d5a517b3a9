// Every page reads and submits without this file; it saves reloads and keeps focus and typed text safe.
import "@gouvfr/dsfr/dist/core/core.module.min.js";
import "@gouvfr/dsfr/dist/component/component.module.min.js";
import htmx from "htmx.org";

window.htmx = htmx;
const annoncer = (texte, region = "annonces") => {
  const cible = document.getElementById(region);
  if (cible) cible.textContent = texte;
};

const tous = (racine, selecteur) =>
  [...(racine.matches?.(selecteur) ? [racine] : []), ...racine.querySelectorAll(selecteur)];

// Each element once: htmx tells of a region and of what it holds.
const installes = new WeakSet();
const installer = (racine) => {
  const nouveaux = (selecteur) =>
    tous(racine, selecteur).filter((element) => !installes.has(element) && installes.add(element));
  nouveaux("[data-ap-focus]").forEach((e) => e.focus());
  nouveaux("[data-ap-annonce]").forEach((e) => annoncer(e.dataset.apAnnonce));
  nouveaux("[data-ap-copier]").forEach((bouton) => {
    bouton.hidden = !navigator.clipboard;
    bouton.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(bouton.dataset.apCopier);
        annoncer("Copié.");
      } catch {
        annoncer(`La copie n’a pas abouti. Sélectionnez le texte : ${bouton.dataset.apCopier}`);
      }
    });
  });
  // One press is enough; the button comes back if the page does.
  nouveaux("form[data-ap-unefois]").forEach((formulaire) =>
    formulaire.addEventListener("submit", (evenement) => {
      if (formulaire.dataset.apEnvoye) evenement.preventDefault();
      formulaire.dataset.apEnvoye = "1";
      formulaire.setAttribute("aria-busy", "true");
    }),
  );
  // The file stays here: its fingerprint alone is sent. Without this script, or outside https, the file itself is.
  nouveaux("form[data-ap-empreinte]").forEach((formulaire) => {
    const champ = formulaire.elements[formulaire.dataset.apEmpreinte];
    const fichier = formulaire.querySelector("input[type=file]");
    formulaire.addEventListener("submit", async (evenement) => {
      if (champ.value || !fichier.files.length || !window.crypto?.subtle) return;
      evenement.preventDefault();
      try {
        const octets = await crypto.subtle.digest("SHA-256", await fichier.files[0].arrayBuffer());
        champ.value = Array.from(new Uint8Array(octets), (o) => o.toString(16).padStart(2, "0")).join("");
        fichier.disabled = true;
      } catch {
        champ.value = "";
      }
      formulaire.submit();
    });
    // The answer on screen is about the file before.
    fichier.addEventListener("change", () =>
      document.querySelectorAll("main [role=alert]").forEach((reponse) => reponse.remove()),
    );
    window.addEventListener("pageshow", () => {
      champ.value = "";
      fichier.disabled = false;
    });
  });
  nouveaux("form[data-ap-garde]").forEach((formulaire) => {
    // What is typed for another form, as a comment under a field, is not for this one to guard.
    formulaire.addEventListener(
      "input",
      (evenement) => evenement.target.form === formulaire && formulaire.setAttribute("data-ap-modifie", ""),
    );
    formulaire.addEventListener("submit", () => formulaire.removeAttribute("data-ap-modifie"));
  });
  nouveaux("form[data-ap-automatique]").forEach((formulaire) =>
    formulaire.addEventListener("change", () => formulaire.requestSubmit()),
  );
  nouveaux("[data-ap-suivi]").forEach(suivre);
  nouveaux("[data-ap-depot]").forEach(recevoirDesFichiers);
};

// The files of a field: dropped or chosen, they leave at once and the region alone changes; what is typed around stays.
// Without this script the form around carries them.
function recevoirDesFichiers(region) {
  const champ = region.querySelector("input[type=file]");
  const barre = region.querySelector(".ap-depot__progres");
  if (!champ) return;
  region.querySelectorAll(".ap-depot__glisser").forEach((e) => (e.hidden = false));
  region.querySelectorAll("button[value=deposer]").forEach((e) => (e.hidden = true));
  const demander = (adresse, corps, fait) => {
    if (region.getAttribute("aria-busy")) return;
    region.setAttribute("aria-busy", "true");
    champ.disabled = true;
    const requete = new XMLHttpRequest();
    const echouer = (texte) => {
      region.removeAttribute("aria-busy");
      champ.disabled = false;
      champ.value = "";
      barre.hidden = true;
      annoncer(texte, "alertes");
    };
    requete.open("POST", adresse);
    requete.setRequestHeader("Accept", "text/html");
    requete.setRequestHeader("HX-Request", "true");
    requete.upload.addEventListener("progress", (e) => {
      if (!e.lengthComputable || !corps) return;
      barre.hidden = false;
      Object.assign(barre, { max: e.total, value: e.loaded });
    });
    requete.addEventListener("error", () => echouer("Connexion perdue. Vos fichiers ne sont pas partis ; réessayez dans un instant."));
    requete.addEventListener("load", () => {
      const modele = document.createElement("template");
      modele.innerHTML = requete.responseText;
      const nouvelle = modele.content.querySelector("[data-ap-depot]");
      if (!nouvelle || nouvelle.id !== region.id) {
        echouer(
          requete.status === 413
            ? "Ce fichier dépasse la taille acceptée (100 Mo)."
            : requete.status === 401
              ? "Votre session a expiré. Rechargez la page pour vous reconnecter."
              : `La demande n’a pas abouti (${requete.status}). Rechargez la page, puis réessayez.`,
        );
        return;
      }
      annoncer("", "alertes");
      region.replaceWith(nouvelle);
      htmx.process(nouvelle);
      installer(nouvelle);
      nouvelle.focus({ preventScroll: true });
      annoncer(requete.status === 422 ? "Des fichiers sont refusés." : fait);
    });
    requete.send(corps);
  };
  const envoyer = (fichiers) => {
    if (!fichiers.length) return;
    const corps = new FormData();
    for (const fichier of fichiers) corps.append("fichiers", fichier);
    demander(region.dataset.apDepot, corps, fichiers.length > 1 ? "Fichiers ajoutés." : "Fichier ajouté.");
  };
  // Files are not typed text: nothing is left unsaved once they are gone.
  region.addEventListener("input", (evenement) => evenement.stopPropagation());
  champ.addEventListener("change", () => envoyer(champ.files));
  region.addEventListener("click", (evenement) => {
    const bouton = evenement.target.closest("[data-ap-retrait]");
    if (!bouton) return;
    evenement.preventDefault();
    demander(bouton.dataset.apRetrait, null, "Fichier retiré.");
  });
  const dessus = (oui) => (evenement) => {
    if (![...(evenement.dataTransfer?.types ?? [])].includes("Files")) return;
    evenement.preventDefault();
    region.classList.toggle("ap-depot--dessus", oui);
  };
  region.addEventListener("dragenter", dessus(true));
  region.addEventListener("dragover", dessus(true));
  region.addEventListener("dragleave", dessus(false));
  region.addEventListener("drop", (evenement) => {
    dessus(false)(evenement);
    envoyer(evenement.dataTransfer.files);
  });
}

// A page that follows a task: steps by server-sent events, then the finished page.
function suivre(section) {
  const flux = new EventSource(section.dataset.apSuivi);
  let dit = 0;
  flux.addEventListener("progression", (evenement) => {
    const [valeur, max, libelle] = evenement.data.split("|");
    // Read aloud at the start and half way only; the end is the finished page.
    const moitie = Number(valeur) * 2 >= Number(max) ? 2 : 1;
    if (moitie > dit) annoncer(libelle);
    dit = Math.max(dit, moitie);
    const barre = section.querySelector("progress");
    const nom = section.querySelector("#progression-libelle");
    if (barre) Object.assign(barre, { max: Number(max), value: Number(valeur) });
    if (nom && nom.textContent !== libelle) nom.textContent = libelle;
  });
  flux.addEventListener("fin", () => {
    flux.close();
    location.reload();
  });
  flux.addEventListener("error", () => {
    if (flux.readyState === EventSource.CLOSED) {
      annoncer("Le suivi s’est interrompu. Rechargez la page pour voir où en est le travail.", "alertes");
    }
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
// What had the focus may be gone with the old content: the heading of the new one takes it, never the top of the page.
document.addEventListener("htmx:afterSettle", (evenement) => {
  const region = evenement.detail.elt;
  if (document.activeElement !== document.body || !region || region === document.body) return;
  const cible = region.querySelector("h1,h2,h3,legend") ?? region;
  if (!cible.hasAttribute("tabindex")) cible.setAttribute("tabindex", "-1");
  cible.focus({ preventScroll: true });
});
// A region that is sending files is not replaced under them: the answer brings a new one.
document.addEventListener("htmx:beforeSwap", (evenement) => {
  if (evenement.detail.target?.matches?.("[data-ap-depot][aria-busy]")) evenement.detail.shouldSwap = false;
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
document.addEventListener("htmx:beforeRequest", () => annoncer("", "alertes"));
document.addEventListener("htmx:timeout", () =>
  annoncer("La réponse tarde trop. Votre saisie reste à l’écran ; réessayez dans un instant.", "alertes"),
);
document.addEventListener("htmx:sendError", () =>
  annoncer("Connexion perdue. Votre saisie reste à l’écran ; réessayez dans un instant.", "alertes"),
);
installer(document);
