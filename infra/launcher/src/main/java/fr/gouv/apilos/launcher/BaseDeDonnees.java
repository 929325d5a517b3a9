package fr.gouv.apilos.launcher;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Roles, schemas and rights: one role per service, which owns its schema and can read no other. */
final class BaseDeDonnees {

    private static final String BASE_ABSENTE = "3D000";

    private final AdresseBase adresse;

    BaseDeDonnees(AdresseBase adresse) {
        this.adresse = adresse;
    }

    /** Creates what is missing and sets the passwords; running it again changes nothing. */
    void preparer(Secrets secrets) {
        try (var connexion = ouvrirOuCreer();
                var ordre = connexion.createStatement()) {
            ordre.execute("create extension if not exists pg_trgm schema public");
            ordre.execute("create extension if not exists unaccent schema public");
            ordre.execute("revoke create on schema public from public");
            ordre.execute("revoke all on database \"" + adresse.base() + "\" from public");
            for (var service : ServiceConnu.values()) {
                preparer(service, secrets.lire("base." + service.schema()), ordre);
            }
            ordre.execute("create schema if not exists lanceur");
            ordre.execute("create table if not exists lanceur.jeu_charge"
                    + " (empreinte text primary key, charge_le timestamptz not null default now())");
        } catch (SQLException e) {
            throw new DemarrageImpossible("La base de données ne peut être préparée : " + e.getMessage(), e);
        }
    }

    private void preparer(ServiceConnu service, String motDePasse, Statement ordre) throws SQLException {
        var role = service.role();
        var schema = service.schema();
        ordre.execute("""
            do $$ begin
              if not exists (select from pg_roles where rolname = '%1$s') then
                create role %1$s login;
              end if;
              alter role %1$s login password '%2$s';
              if not (select rolsuper from pg_roles where rolname = current_user) then
                execute format('grant %1$s to %%I', current_user);
              end if;
            end $$\
            """.formatted(role, motDePasse));
        ordre.execute("create schema if not exists " + schema + " authorization " + role);
        ordre.execute("revoke all on schema " + schema + " from public");
        ordre.execute("grant connect, temporary on database \"" + adresse.base() + "\" to " + role);
    }

    /** True when the whole platform has once been ready with this data set in this database. */
    boolean jeuCharge(String empreinte) {
        try (var connexion = ouvrir(adresse);
                var requete = connexion.prepareStatement("select from lanceur.jeu_charge where empreinte = ?")) {
            requete.setString(1, empreinte);
            try (var lignes = requete.executeQuery()) {
                return lignes.next();
            }
        } catch (SQLException e) {
            throw new DemarrageImpossible("La base de données ne répond plus : " + e.getMessage(), e);
        }
    }

    void noterJeuCharge(String empreinte) {
        try (var connexion = ouvrir(adresse);
                var requete = connexion.prepareStatement(
                        "insert into lanceur.jeu_charge (empreinte) values (?) on conflict do nothing")) {
            requete.setString(1, empreinte);
            requete.executeUpdate();
        } catch (SQLException e) {
            throw new DemarrageImpossible("La base de données ne répond plus : " + e.getMessage(), e);
        }
    }

    private Connection ouvrirOuCreer() throws SQLException {
        try {
            return ouvrir(adresse);
        } catch (SQLException e) {
            if (!BASE_ABSENTE.equals(e.getSQLState())) {
                throw e;
            }
        }
        try (var serveur = ouvrir(adresse.vers("postgres"));
                var ordre = serveur.createStatement()) {
            ordre.execute("create database \"" + adresse.base().replace("\"", "\"\"") + "\"");
        }
        return ouvrir(adresse);
    }

    private static Connection ouvrir(AdresseBase adresse) throws SQLException {
        var proprietes = new Properties();
        proprietes.setProperty("user", adresse.utilisateur());
        proprietes.setProperty("password", adresse.motDePasse());
        proprietes.setProperty("connectTimeout", "10");
        proprietes.setProperty("ApplicationName", "apilos-lanceur");
        return DriverManager.getConnection(adresse.jdbc(), proprietes);
    }
}
