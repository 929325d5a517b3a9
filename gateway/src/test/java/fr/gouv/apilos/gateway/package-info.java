/** Tests of the door as browsers and programs meet it, with the services and Cerbère played by stubs. */
@NullMarked
package fr.gouv.apilos.gateway;

import org.jspecify.annotations.NullMarked;
