package io.supportassistant.crm.salesforce;

import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.rest.CrmRequest;
import io.supportassistant.crm.rest.CrmResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * {@code login()} of Salesforce's SOAP API: the only sign-in without an app. Versions from 65 on do
 * not have it; the others lose it with the release Summer '27.
 */
final class SoapLogin {

    private static final String PATH = "/services/Soap/u/64.0";
    private static final String NAMESPACE = "urn:partner.soap.sforce.com";
    private static final String ENVELOPE =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>\
            <login xmlns="%s"><username>%s</username><password>%s</password></login>\
            </soapenv:Body></soapenv:Envelope>
            """;

    private SoapLogin() {}

    /**
     * @param id also serves as the token of the REST API
     * @param instanceUrl scheme and host of the organisation's server
     */
    record Session(String id, String instanceUrl) {

        /** Leaves out the secret. */
        @Override
        public String toString() {
            return "session at " + instanceUrl;
        }
    }

    /**
     * @param password with the security token at its end
     */
    static CrmRequest request(String username, String password) {
        String body = ENVELOPE.formatted(NAMESPACE, escaped(username), escaped(password));
        return new CrmRequest(
                "POST",
                PATH,
                "text/xml; charset=UTF-8",
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("SOAPAction", "login"),
                true);
    }

    /**
     * @throws CrmException if it contains no session
     */
    static Session answer(byte[] body) {
        Document xml = xml(body).orElseThrow(() -> CrmResponse.malformed("no XML"));
        String id = text(xml, NAMESPACE, "sessionId");
        URI server;
        try {
            server = URI.create(text(xml, NAMESPACE, "serverUrl"));
        } catch (IllegalArgumentException e) {
            throw CrmResponse.malformed("no valid serverUrl");
        }
        return new Session(id, server.getScheme() + "://" + server.getRawAuthority());
    }

    /** The code of a fault, such as {@code INVALID_LOGIN}. */
    static Optional<String> fault(byte[] body) {
        return xml(body)
                .map(xml -> xml.getElementsByTagName("faultcode"))
                .filter(codes -> codes.getLength() > 0)
                .map(codes -> codes.item(0).getTextContent().strip().replaceFirst("^.*:", ""));
    }

    private static String text(Document xml, String namespace, String name) {
        NodeList found = xml.getElementsByTagNameNS(namespace, name);
        String text = found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
        if (text.isEmpty()) {
            throw CrmResponse.malformed("no " + name);
        }
        return text;
    }

    private static Optional<Document> xml(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return Optional.of(builder.parse(new ByteArrayInputStream(body)));
        } catch (SAXException | IOException e) {
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
