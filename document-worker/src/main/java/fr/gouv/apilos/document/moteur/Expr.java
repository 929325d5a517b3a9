package fr.gouv.apilos.document.moteur;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A compiled expression. */
@FunctionalInterface
interface Expr {

    Object valeur(Execution execution);

    /** Arguments of a call or a filter. */
    record Arguments(List<Expr> rangs, Map<String, Expr> noms) {

        static final Arguments AUCUN = new Arguments(List.of(), Map.of());

        Lues valeurs(Execution execution) {
            if (rangs.isEmpty() && noms.isEmpty()) {
                return Lues.AUCUNE;
            }
            List<Object> liste = new ArrayList<>(rangs.size());
            for (Expr rang : rangs) {
                liste.add(rang.valeur(execution));
            }
            Map<String, Object> nommees = new HashMap<>();
            noms.forEach((nom, expr) -> nommees.put(nom, expr.valeur(execution)));
            return new Lues(liste, nommees);
        }

        /** Their values. */
        record Lues(List<Object> rangs, Map<String, Object> noms) {

            static final Lues AUCUNE = new Lues(List.of(), Map.of());

            Object lire(int rang, String nom, Object defaut) {
                if (rang < rangs.size()) {
                    return rangs.get(rang);
                }
                return noms.getOrDefault(nom, defaut);
            }

            boolean vide() {
                return rangs.isEmpty() && noms.isEmpty();
            }
        }
    }

    record Constante(Object valeur) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            return valeur;
        }
    }

    record Variable(String nom) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            execution.etape();
            return execution.variable(nom);
        }
    }

    record Attribut(Expr objet, String nom) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            execution.etape();
            return Membres.attribut(objet.valeur(execution), nom, execution);
        }
    }

    record Element(Expr objet, Expr cle) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            execution.etape();
            return Membres.element(objet.valeur(execution), cle.valeur(execution), execution);
        }
    }

    record Tranche(Expr objet, Expr debut, Expr fin) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            return Membres.tranche(
                    objet.valeur(execution),
                    debut == null ? null : debut.valeur(execution),
                    fin == null ? null : fin.valeur(execution));
        }
    }

    record Methode(Expr objet, String nom, Arguments arguments) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            execution.etape();
            return execution.construit(
                    Membres.appeler(objet.valeur(execution), nom, arguments.valeurs(execution), execution));
        }
    }

    record Fonction(String nom, Arguments arguments) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            execution.etape();
            return execution.construit(Membres.fonction(nom, arguments.valeurs(execution), execution));
        }
    }

    record Filtre(Expr objet, String nom, Filtres.Filtre filtre, Arguments arguments) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            execution.etape();
            return execution.construit(
                    filtre.appliquer(objet.valeur(execution), arguments.valeurs(execution), execution));
        }
    }

    record Essai(Expr objet, String nom, Arguments arguments, boolean nie) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            return nie != Filtres.essai(nom, objet.valeur(execution), arguments.valeurs(execution));
        }
    }

    record Et(Expr gauche, Expr droite) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            Object valeur = gauche.valeur(execution);
            return Valeurs.vrai(valeur) ? droite.valeur(execution) : valeur;
        }
    }

    record Ou(Expr gauche, Expr droite) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            Object valeur = gauche.valeur(execution);
            return Valeurs.vrai(valeur) ? valeur : droite.valeur(execution);
        }
    }

    record Non(Expr objet) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            return !Valeurs.vrai(objet.valeur(execution));
        }
    }

    record Si(Expr condition, Expr alors, Expr sinon) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            if (Valeurs.vrai(condition.valeur(execution))) {
                return alors.valeur(execution);
            }
            return sinon == null ? new Indefini("") : sinon.valeur(execution);
        }
    }

    record Comparaison(Expr premier, List<String> operateurs, List<Expr> suivants) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            execution.etape();
            Object gauche = premier.valeur(execution);
            for (int i = 0; i < operateurs.size(); i++) {
                Object droite = suivants.get(i).valeur(execution);
                boolean tient = switch (operateurs.get(i)) {
                    case "==" -> Valeurs.egal(gauche, droite);
                    case "!=" -> !Valeurs.egal(gauche, droite);
                    case "in" -> Valeurs.contient(droite, gauche);
                    case "not in" -> !Valeurs.contient(droite, gauche);
                    case "<" -> Valeurs.compare(gauche, droite) < 0;
                    case "<=" -> Valeurs.compare(gauche, droite) <= 0;
                    case ">" -> Valeurs.compare(gauche, droite) > 0;
                    default -> Valeurs.compare(gauche, droite) >= 0;
                };
                if (!tient) {
                    return false;
                }
                gauche = droite;
            }
            return true;
        }
    }

    record Calcul(String operateur, Expr gauche, Expr droite) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            execution.etape();
            Object a = gauche.valeur(execution);
            Object b = droite.valeur(execution);
            return execution.construit(
                    operateur.equals("~")
                            ? Valeurs.borne(Valeurs.texte(a) + Valeurs.texte(b), execution.limites)
                            : Valeurs.calcul(operateur, a, b, execution.limites));
        }
    }

    record Oppose(Expr objet) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            return Valeurs.calcul("-", 0L, objet.valeur(execution), execution.limites);
        }
    }

    record Liste(List<Expr> elements) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            List<Object> liste = new ArrayList<>(elements.size());
            for (Expr element : elements) {
                liste.add(element.valeur(execution));
            }
            return liste;
        }
    }

    record Dictionnaire(List<Expr> cles, List<Expr> valeurs) implements Expr {
        @Override
        public Object valeur(Execution execution) {
            Map<String, Object> objet = new LinkedHashMap<>();
            for (int i = 0; i < cles.size(); i++) {
                objet.put(
                        Valeurs.texte(cles.get(i).valeur(execution)),
                        valeurs.get(i).valeur(execution));
            }
            return objet;
        }
    }
}
