import { describeFields, inboundSms, type InboundKind, type InboundSms } from '@zgoda/engine';
import type { Node, NodeAPI, NodeDef } from 'node-red';
import type { NodeConfig } from '../../runtime/fieldReader';
import { keepConnection } from '../../runtime/keepConnection';
import { createStatusLine } from '../../runtime/statusLine';

const [kindsField] = describeFields(inboundSms.input);

/** A name that outlives deploys: inside a subflow a node gets a new id with each. */
const consumerOf = ({ id, _alias, _flow }: Node): string =>
  _alias === undefined || _flow === undefined ? id : `${_flow.path}/${_alias}`;

export = (RED: NodeAPI): void => {
  function InboundSmsNode(this: Node, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    const config = definition as NodeDef & NodeConfig;
    const kinds = (config.kinds ?? kindsField?.default) as readonly InboundKind[];
    const status = createStatusLine(RED, this);

    const tell = async (event: InboundSms): Promise<void> => {
      this.send({ payload: event, topic: event.kind, [inboundSms.resultKey]: { ...event } });
      status.add({ received: 1 });
    };

    const connection = keepConnection(RED, this, config, status, {
      needsRoute: true,
      use: async ({ engine }) => {
        await engine.listen(consumerOf(this), kinds, tell);
      },
    });

    this.on('close', (done: () => void) => {
      const closed = connection.close().then(() => status.close());
      closed.then(done, done);
    });
  }

  RED.nodes.registerType('zgoda-inbound-sms', InboundSmsNode);
};
