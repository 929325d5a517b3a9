/**
 * What the OpenAPI description of each service has in common.
 */
@NullMarked
package fr.gouv.apilos.platform.openapi;

import org.jspecify.annotations.NullMarked;
