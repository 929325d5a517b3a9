package fr.gouv.apilos.habilitation.utilisateur;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface UtilisateurRepository extends JpaRepository<Utilisateur, UUID> {

    Optional<Utilisateur> findByUsername(String username);

    Optional<Utilisateur> findFirstByCerbereLoginIgnoreCaseOrderByCreeLe(String cerbereLogin);
}
