package fr.gouv.apilos.platform.messaging;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Operators' view of the parking queues of this service. */
@RestController
@RequestMapping("/admin/messages")
class MessagesGaresController {

    private final MessagesGares messages;

    MessagesGaresController(MessagesGares messages) {
        this.messages = messages;
    }

    record Files(List<String> files) {}

    record Messages(List<MessagesGares.MessageGare> messages) {}

    @GetMapping
    Files files() {
        return new Files(messages.files());
    }

    @GetMapping("/{file}")
    Messages lister(@PathVariable String file) {
        return new Messages(messages.lister(file));
    }

    @PostMapping("/{file}/{messageId}/rejeu")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rejouer(@PathVariable String file, @PathVariable String messageId) {
        messages.rejouer(file, messageId);
    }

    @DeleteMapping("/{file}/{messageId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void abandonner(@PathVariable String file, @PathVariable String messageId) {
        messages.abandonner(file, messageId);
    }
}
