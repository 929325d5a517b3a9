@NullMarked
package fr.gouv.apilos.gateway.accueil;

import org.jspecify.annotations.NullMarked;
