import { useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'kafka-playground';

function Article() {
  const [scene, setScene] = useState('opening');
  const [shown, setShown] = useState(true);
  const [said, setSaid] = useState('');
  const figure = useRef(null);
  const toggle = () => {
    setShown(!shown);
    setSaid('no figure');
  };
  return (
    <main>
      <h1>A figure in React</h1>
      <p>
        <button id="crash" onClick={() => figure.current.run('crash c1')}>crash c1</button>
        <button id="other" onClick={() => setScene('segments')}>another scene</button>
        <button id="away" onClick={toggle}>with or without it</button>
      </p>
      {shown && (
        <kafka-playground
          ref={figure}
          scene={scene}
          panels="stage controls"
          speed={2}
          onready={() => setSaid(`${scene} is ready`)}
          oncommand={({ detail }) => setSaid(detail.line)}
        />
      )}
      <p id="said">{said}</p>
    </main>
  );
}

createRoot(document.getElementById('app')).render(<Article />);
