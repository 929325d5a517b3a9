/**
 * The Jinja-in-Word engine: compiles a .docx model once, then renders it with any context, in pure Java.
 * Knows nothing of Spring, of the database nor of the conventions' rules.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Moteur Word")
package fr.gouv.apilos.document.moteur;
