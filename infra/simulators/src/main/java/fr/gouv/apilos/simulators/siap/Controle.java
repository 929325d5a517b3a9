package fr.gouv.apilos.simulators.siap;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;

/** The bad days: slowness and errors that a developer or a test switches on, and the trace of the last calls. */
@Component
class Controle {

    /**
     * One fault.
     *
     * @param chemin prefix of the path below {@code /siap}; null for every path
     * @param delaiMs wait before answering, in milliseconds
     * @param statut answer this HTTP status instead of the normal answer; null to answer normally
     * @param fois number of calls to disturb; null for all until reset
     */
    record Panne(String chemin, Long delaiMs, Integer statut, Integer fois) {
        static final Panne AUCUNE = new Panne(null, null, null, null);

        boolean active() {
            return !equals(AUCUNE) && (fois == null || fois > 0);
        }
    }

    /** One call received. */
    record Appel(Instant recuLe, String methode, String chemin, String login, Long habilitation) {}

    /** What {@code GET /siap/_controle} answers. */
    record Etat(Panne panne, List<Appel> appels) {}

    private static final int MEMOIRE = 200;

    private final Deque<Appel> appels = new ArrayDeque<>();
    private Panne panne = Panne.AUCUNE;

    synchronized void regler(Panne nouvelle) {
        panne = nouvelle;
    }

    synchronized void effacer() {
        panne = Panne.AUCUNE;
        appels.clear();
    }

    synchronized Etat etat() {
        return new Etat(panne, List.copyOf(appels));
    }

    synchronized void noter(Appel appel) {
        if (appels.size() == MEMOIRE) {
            appels.removeFirst();
        }
        appels.addLast(appel);
    }

    /** The fault this call must suffer; counts it. */
    synchronized Panne subir(String chemin) {
        if (!panne.active() || (panne.chemin() != null && !chemin.startsWith(panne.chemin()))) {
            return Panne.AUCUNE;
        }
        var subie = panne;
        if (subie.fois() != null) {
            panne = new Panne(subie.chemin(), subie.delaiMs(), subie.statut(), subie.fois() - 1);
        }
        return subie;
    }
}
