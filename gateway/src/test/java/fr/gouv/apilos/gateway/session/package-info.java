@NullMarked
package fr.gouv.apilos.gateway.session;

import org.jspecify.annotations.NullMarked;
