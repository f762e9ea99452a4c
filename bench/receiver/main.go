// Command receiver is the baseline for receiving: a WHIP endpoint on pion that only writes RTP packets to disk.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/intervalpli"
	"github.com/pion/webrtc/v4"
)

// usage: receiver FOLDER. It prints the address of its endpoint and runs until standard input ends.
func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: receiver FOLDER")
	}
	api, err := newAPI()
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("POST /whip", func(w http.ResponseWriter, r *http.Request) {
		if err := publish(api, os.Args[1], w, r); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	})
	fmt.Printf("http://%s/whip\n", listener.Addr())
	go func() { log.Fatal(http.Serve(listener, nil)) }()
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func newAPI() (*webrtc.API, error) {
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	engine := &webrtc.MediaEngine{}
	if err := engine.RegisterDefaultCodecs(); err != nil {
		return nil, err
	}
	around := &interceptor.Registry{}
	if err := webrtc.RegisterDefaultInterceptors(engine, around); err != nil {
		return nil, err
	}
	pictures, err := intervalpli.NewReceiverInterceptor(intervalpli.GeneratorInterval(2 * time.Second))
	if err != nil {
		return nil, err
	}
	around.Add(pictures)
	settings := webrtc.SettingEngine{}
	settings.SetICEUDPMux(webrtc.NewICEUDPMux(nil, conn))
	settings.SetIncludeLoopbackCandidate(true)
	return webrtc.NewAPI(webrtc.WithMediaEngine(engine), webrtc.WithInterceptorRegistry(around), webrtc.WithSettingEngine(settings)), nil
}

func publish(api *webrtc.API, folder string, w http.ResponseWriter, r *http.Request) error {
	offer, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	pc, err := api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return err
	}
	pc.OnTrack(func(t *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		if err := write(t, filepath.Join(folder, fmt.Sprint(t.SSRC()))); err != nil {
			log.Print(err)
		}
	})
	if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: string(offer)}); err != nil {
		return err
	}
	answer, err := pc.CreateAnswer(nil)
	if err != nil {
		return err
	}
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(answer); err != nil {
		return err
	}
	<-gathered
	w.WriteHeader(http.StatusCreated)
	_, err = io.WriteString(w, pc.LocalDescription().SDP)
	return err
}

func write(t *webrtc.TrackRemote, path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	buf := make([]byte, 1600)
	for {
		n, _, err := t.Read(buf[2:])
		if err != nil {
			return err
		}
		binary.BigEndian.PutUint16(buf, uint16(n))
		if _, err := file.Write(buf[:2+n]); err != nil {
			return err
		}
	}
}
