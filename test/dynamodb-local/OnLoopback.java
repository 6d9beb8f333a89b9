import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** DynamoDB Local on 127.0.0.1 only: its own command line has no option for that and listens to the whole network. */
class OnLoopback {
    public static void main(String[] options) throws Exception {
        DynamoDBProxyServer proxy = ServerRunner.createServerFromCommandLineArgs(options);
        var field = DynamoDBProxyServer.class.getDeclaredField("server");
        field.setAccessible(true);
        Server server = (Server) field.get(proxy);
        for (Connector connector : server.getConnectors()) ((ServerConnector) connector).setHost("127.0.0.1");
        // Ends with the pipe that started it, however that ends.
        new Thread(() -> { try { while (System.in.read() >= 0) { } } catch (java.io.IOException gone) { } System.exit(0); }).start();
        server.start();
        server.join();
    }
}
