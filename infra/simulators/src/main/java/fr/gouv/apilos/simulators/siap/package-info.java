/** The twelve operations of SIAP's internal API that APiLos may call, with switchable slowness and errors. Source: 05. */
package fr.gouv.apilos.simulators.siap;
