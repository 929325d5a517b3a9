package fr.gouv.apilos.habilitation.role;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface RoleRepository extends JpaRepository<Role, Long> {

    List<Role> findByUtilisateurAndOrigineOrderById(UUID utilisateur, Role.Origine origine);

    List<Role> findByBailleurAndFinIsNullOrderById(UUID bailleur);

    List<Role> findByBailleurAndFusionAndFinIsNullOrderById(UUID bailleur, UUID fusion);

    List<Role> findByBailleurAndFusionAndFinIsNotNullOrderById(UUID bailleur, UUID fusion);
}
