/** ProConnect, as far as an application sees it: OpenID Connect with code, PKCE and RS256. For local use and tests. */
package fr.gouv.apilos.simulators.oidc;
