/** Cerbere as a CAS server: sign-in page, single-use tickets, validation in CAS 2, CAS 3 and SAML 1.1, single logout. */
package fr.gouv.apilos.simulators.cas;
