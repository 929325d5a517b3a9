package fr.gouv.apilos.contracts;

import java.util.List;

/** A message does not match its contract: sending or reading it again without a change is useless. */
public class MessageNonConforme extends RuntimeException {

    /** @param fautes one English sentence per fault, with the JSON pointer of the place */
    public MessageNonConforme(String type, List<String> fautes) {
        super("Message " + type + " breaks its contract: " + String.join("; ", fautes));
    }
}
