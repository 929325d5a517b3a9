package fr.gouv.apilos.document.moteur;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A compiled piece of a part. */
sealed interface Noeud {

    void rendre(Execution execution, RenduDePartie rendu);

    /** XML copied as it is. */
    record Brut(byte[] octets) implements Noeud {
        @Override
        public void rendre(Execution execution, RenduDePartie rendu) {
            rendu.sortie().brut(octets);
        }
    }

    /** The identifier of a drawing, unique in the document whatever is repeated. */
    record Identifiant() implements Noeud {
        @Override
        public void rendre(Execution execution, RenduDePartie rendu) {
            rendu.sortie()
                    .brut(Long.toString(rendu.medias().identifiant())
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    /** Before the end of a cell whose last paragraph may have gone. */
    record FinDeCellule() implements Noeud {
        private static final byte[] PARAGRAPHE = "<w:p/>".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        @Override
        public void rendre(Execution execution, RenduDePartie rendu) {
            if (!rendu.sortie().finitParUnBloc()) {
                rendu.sortie().brut(PARAGRAPHE);
            }
        }
    }

    /** {{ value }}. */
    record Valeur(Expr expr, Ecriture.Cadre cadre, Emplacement emplacement) implements Noeud {
        @Override
        public void rendre(Execution execution, RenduDePartie rendu) {
            try {
                Object valeur = expr.valeur(execution);
                if (valeur instanceof Image image) {
                    rendu.image(image, cadre);
                } else {
                    Ecriture.valeur(valeur, cadre, rendu.sortie());
                }
            } catch (ErreurExpression | ClassCastException | UnsupportedOperationException | ArithmeticException e) {
                throw erreur(emplacement, e);
            }
        }
    }

    /** {% set %}. */
    record Affectation(List<String> noms, String attribut, Expr expr, Emplacement emplacement) implements Noeud {
        @Override
        public void rendre(Execution execution, RenduDePartie rendu) {
            try {
                Object valeur = expr.valeur(execution);
                if (attribut != null) {
                    if (!(execution.variable(noms.getFirst()) instanceof Map<?, ?> espace)
                            || espace.containsKey("$model")) {
                        throw new ErreurExpression("« " + noms.getFirst() + " » n’est pas un namespace");
                    }
                    @SuppressWarnings("unchecked")
                    Map<String, Object> champs = (Map<String, Object>) espace;
                    champs.put(attribut, valeur);
                } else {
                    affecter(noms, valeur, execution);
                }
            } catch (ErreurExpression | ClassCastException | UnsupportedOperationException | ArithmeticException e) {
                throw erreur(emplacement, e);
            }
        }
    }

    /** {% do %}: evaluated for its effect. */
    record Action(Expr expr, Emplacement emplacement) implements Noeud {
        @Override
        public void rendre(Execution execution, RenduDePartie rendu) {
            try {
                expr.valeur(execution);
            } catch (ErreurExpression | ClassCastException | UnsupportedOperationException | ArithmeticException e) {
                throw erreur(emplacement, e);
            }
        }
    }

    /** A condition and what it guards; the last one of a {@link Si} may have no condition. */
    record Branche(Expr condition, List<Noeud> corps, Emplacement emplacement) {}

    /** {% if %}. */
    record Si(List<Branche> branches) implements Noeud {
        @Override
        public void rendre(Execution execution, RenduDePartie rendu) {
            for (Branche branche : branches) {
                if (branche.condition() == null || tient(branche, execution)) {
                    branche.corps().forEach(n -> n.rendre(execution, rendu));
                    return;
                }
            }
        }

        private static boolean tient(Branche branche, Execution execution) {
            try {
                execution.etape();
                return Valeurs.vrai(branche.condition().valeur(execution));
            } catch (ErreurExpression | ClassCastException | UnsupportedOperationException | ArithmeticException e) {
                throw erreur(branche.emplacement(), e);
            }
        }
    }

    /** {% with %}: variables for a stretch. */
    record Avec(List<Affectation> variables, List<Noeud> corps) implements Noeud {
        @Override
        public void rendre(Execution execution, RenduDePartie rendu) {
            execution.entrer();
            variables.forEach(v -> v.rendre(execution, rendu));
            corps.forEach(n -> n.rendre(execution, rendu));
            execution.sortir();
        }
    }

    /** {% for %}. */
    record Pour(
            List<String> noms, Expr liste, Expr filtre, List<Noeud> corps, List<Noeud> sinon, Emplacement emplacement)
            implements Noeud {
        @Override
        public void rendre(Execution execution, RenduDePartie rendu) {
            List<?> elements;
            Object parente;
            try {
                elements = filtres(Valeurs.elements(liste.valeur(execution)), execution);
                parente = execution.connue("loop");
                execution.entrer();
            } catch (ErreurExpression | ClassCastException | UnsupportedOperationException | ArithmeticException e) {
                throw erreur(emplacement, e);
            }
            long profondeur = parente instanceof Map<?, ?> m && m.get("depth") instanceof Long p ? p + 1 : 1;
            int n = elements.size();
            for (int i = 0; i < n; i++) {
                try {
                    execution.etape();
                    affecter(noms, elements.get(i), execution);
                } catch (ErreurExpression
                        | ClassCastException
                        | UnsupportedOperationException
                        | ArithmeticException e) {
                    throw erreur(emplacement, e);
                }
                execution.definir("loop", boucle(elements, i, n, profondeur));
                for (Noeud noeud : corps) {
                    noeud.rendre(execution, rendu);
                }
                if (i + 1 < n) {
                    execution.sortir();
                    execution.entrer();
                }
            }
            execution.sortir();
            if (n == 0) {
                sinon.forEach(noeud -> noeud.rendre(execution, rendu));
            }
        }

        private List<?> filtres(List<?> elements, Execution execution) {
            // A copy: the body may add to the list it runs over.
            List<Object> gardes = new java.util.ArrayList<>(elements.size());
            for (Object element : elements) {
                if (filtre == null) {
                    gardes.add(element);
                    continue;
                }
                execution.entrer();
                affecter(noms, element, execution);
                if (Valeurs.vrai(filtre.valeur(execution))) {
                    gardes.add(element);
                }
                execution.sortir();
            }
            return gardes;
        }

        private static Map<String, Object> boucle(List<?> elements, int i, int n, long profondeur) {
            Map<String, Object> boucle = LinkedHashMap.newLinkedHashMap(12);
            boucle.put("index", i + 1L);
            boucle.put("index0", (long) i);
            boucle.put("first", i == 0);
            boucle.put("last", i == n - 1);
            boucle.put("length", (long) n);
            boucle.put("revindex", (long) n - i);
            boucle.put("revindex0", (long) n - i - 1);
            boucle.put("depth", profondeur);
            boucle.put("depth0", profondeur - 1);
            if (i > 0) {
                boucle.put("previtem", elements.get(i - 1));
            }
            if (i + 1 < n) {
                boucle.put("nextitem", elements.get(i + 1));
            }
            return boucle;
        }
    }

    private static ErreurDeModele erreur(Emplacement emplacement, RuntimeException e) {
        return new ErreurDeModele(
                emplacement,
                e instanceof ErreurExpression ? e.getMessage() : "ces valeurs ne conviennent pas à ce calcul");
    }

    private static void affecter(List<String> noms, Object valeur, Execution execution) {
        if (noms.size() == 1) {
            execution.definir(noms.getFirst(), valeur);
            return;
        }
        List<?> parts = Valeurs.elements(valeur);
        if (parts.size() != noms.size()) {
            throw new ErreurExpression(noms.size() + " valeurs attendues, " + parts.size() + " trouvées");
        }
        for (int i = 0; i < noms.size(); i++) {
            execution.definir(noms.get(i), parts.get(i));
        }
    }
}
