package io.supportassistant.doubles.crm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** {@code login()} of the SOAP API for partners: the only operation of it that the double knows. */
final class SalesforceSoap {

    static final String PATH = "/services/Soap/u/64.0";

    private static final String PARTNER = "urn:partner.soap.sforce.com";
    private static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";

    private SalesforceSoap() {}

    /** A fault, with its code such as {@code INVALID_LOGIN}. */
    static final class Fault extends Exception {

        private static final long serialVersionUID = 1L;

        private final String code;

        Fault(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        String body() {
            return """
            <?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="%s" \
            xmlns:sf="urn:fault.partner.soap.sforce.com"><soapenv:Body><soapenv:Fault>\
            <faultcode>sf:%s</faultcode><faultstring>%s: %s</faultstring></soapenv:Fault>\
            </soapenv:Body></soapenv:Envelope>\
            """
                    .formatted(ENVELOPE, code, code, getMessage());
        }
    }

    /**
     * @param password with the security token at its end
     */
    record Login(String username, String password) {

        /**
         * @param action the header {@code SOAPAction}; Salesforce requires it, but not its value
         */
        static Login read(byte[] body, String contentType, String action) throws Fault {
            if (contentType == null || !contentType.startsWith("text/xml") || action == null) {
                throw new Fault("UNKNOWN_EXCEPTION", "SOAPAction HTTP header missing");
            }
            Document envelope = parse(body);
            NodeList logins = envelope.getElementsByTagNameNS(PARTNER, "login");
            if (envelope.getElementsByTagNameNS(ENVELOPE, "Body").getLength() != 1
                    || logins.getLength() != 1) {
                throw new Fault("UNKNOWN_EXCEPTION", "No operation available for request");
            }
            return new Login(text(envelope, "username"), text(envelope, "password"));
        }

        private static String text(Document envelope, String name) throws Fault {
            NodeList found = envelope.getElementsByTagNameNS(PARTNER, name);
            if (found.getLength() != 1) {
                throw new Fault("INVALID_LOGIN", "Invalid username, password, security token");
            }
            return found.item(0).getTextContent();
        }

        private static Document parse(byte[] body) throws Fault {
            try {
                DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
                factory.setNamespaceAware(true);
                factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
                factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
                return factory.newDocumentBuilder().parse(new ByteArrayInputStream(body));
            } catch (SAXException | IOException e) {
                throw new Fault("UNKNOWN_EXCEPTION", "Unparseable envelope");
            } catch (ParserConfigurationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static String session(String id, String instanceUrl) {
        return """
        <?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="%s" xmlns="%s">\
        <soapenv:Body><loginResponse><result><passwordExpired>false</passwordExpired>\
        <sandbox>false</sandbox><serverUrl>%s%s/00D5e0000008kLm</serverUrl>\
        <sessionId>%s</sessionId></result></loginResponse></soapenv:Body></soapenv:Envelope>\
        """
                .formatted(ENVELOPE, PARTNER, instanceUrl, PATH, id);
    }
}
